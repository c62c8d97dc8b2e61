#!/bin/sh
# Make sure that Debian's Chromium is here: `make browser` drives it. Says what to do where it cannot be installed.
set -eu

if command -v chromium >/dev/null 2>&1; then
    exit 0
fi
if ! command -v apt-get >/dev/null 2>&1; then
    echo "Chromium is missing, and this is not Debian: install it as 'chromium', then run make browser again." >&2
    exit 1
fi
if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    echo "Chromium is missing: apt-get install chromium (as root), then run make browser again." >&2
    exit 1
fi
echo "Installing Debian's chromium ..."
$as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q </dev/null >/dev/null || true # an old list may do
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium </dev/null >/dev/null
