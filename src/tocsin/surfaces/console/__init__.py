"""The console: a node's pages in a browser, server-rendered, without a script."""
