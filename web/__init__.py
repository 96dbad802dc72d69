"""The gallery in the browser: pages made on the server, a little script, nothing from elsewhere but the CDN."""
