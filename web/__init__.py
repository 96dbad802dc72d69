"""The gallery in the browser: pages made on the server, a little script, nothing from anywhere else but the CDN."""
