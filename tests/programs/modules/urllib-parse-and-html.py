import html
from urllib.parse import parse_qs, quote, unquote, urlencode, urljoin, urlparse, urlsplit
u = urlparse("https://user@example.com:8080/a/b;p?q=1&r=a%20b#frag")
print(u, u.hostname, u.port, u.geturl(), parse_qs(u.query), urlencode({"a": 1, "b": "x y&z", "l": [1, 2]}, doseq=True), quote("a/b c?é"), unquote("%C3%A9+x"), urljoin("http://h/a/b", "../c?d"), urlsplit("//h/p").netloc)
print(html.escape("<a href='x'>&</a>"), html.unescape("&lt;&amp;&eacute;&#33;&#x41;&nosuch;"))
