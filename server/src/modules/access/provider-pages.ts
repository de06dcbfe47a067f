/** The pages of the embedded provider: plain HTML, no script, readable by anything. */

export interface PersonToSignInAs {
  readonly subject: string;
  readonly name: string;
  readonly unit: string;
  readonly note: string;
  readonly noteEn: string;
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => escapes[character] ?? "");

const style = `
:root{color-scheme:light}*{box-sizing:border-box}
body{margin:0;font:16px/1.55 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#1b2430;background:#f2f5f9}
header{background:#0b4ea2;color:#fff;padding:24px 16px}header>*,main{max-width:560px;margin:0 auto}
h1{font-size:22px;margin:0}header p{margin:4px auto 0;color:#dce8f7}
main{padding:16px}ul{list-style:none;margin:0;padding:0}li{margin:0 0 12px}
button{display:block;width:100%;min-height:64px;text-align:left;font:inherit;color:inherit;background:#fff;border:1px solid #c3ccd8;
border-radius:12px;padding:12px 16px;cursor:pointer}button:hover{border-color:#0b4ea2}
button:focus-visible,input:focus-visible,a:focus-visible{outline:3px solid #ffbf47;outline-offset:0;box-shadow:0 0 0 5px #1b2430}
b{font-size:18px}span{display:block;color:#46515f}form.other{margin-top:24px;padding-top:16px;border-top:1px solid #c3ccd8}
input{font:inherit;width:100%;min-height:44px;border:1px solid #6b7683;border-radius:8px;padding:8px 12px;margin:4px 0 12px}
.error{border-left:4px solid #b3261e;background:#fff;padding:12px 16px;margin:0 0 16px}`;

/** In the page itself, or browsers would ask for one that no app has. */
const icon = encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 34 34" fill="none"><rect width="34" height="34" rx="9" fill="#0b4ea2"/><rect x="7" y="9" width="20" height="16" rx="3" stroke="#fff" stroke-width="2"/><path d="m12.5 17 3.2 3.2 6-6.4" stroke="#fff" stroke-width="2.4"/></svg>`,
);

export function signInPage(uid: string, people: readonly PersonToSignInAs[], error: string | null): string {
  const items = people.map(
    ({
      subject,
      name,
      unit,
      note,
      noteEn,
    }) => `<li><form method="post" action="/oidc/interaction/${escapeHtml(uid)}">
<button name="subject" value="${escapeHtml(subject)}"><b>${escapeHtml(name)}</b><span>${escapeHtml([unit, note].filter(Boolean).join(" · "))}</span><span lang="en">${escapeHtml(noteEn)}</span></button></form></li>`,
  );
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="icon" href="data:image/svg+xml,${icon}"><title>${error === null ? "" : "错误："}演示登录 · 亮证</title><style>${style}</style></head><body>
<header><h1>演示登录 <span lang="en" style="color:inherit;display:inline">Demonstration sign-in</span></h1>
<p>下列人员均为虚构。选择一位即以其身份登录，无需密码。<br><span lang="en" style="color:inherit">These people are fictitious. Choose one to sign in; there are no passwords.</span></p></header>
<main>${error === null ? "" : `<div class="error" role="alert">${escapeHtml(error)}</div>`}
<ul>${items.join("\n")}</ul>
<form class="other" method="post" action="/oidc/interaction/${escapeHtml(uid)}"><label for="subject">其他演示账号 <span lang="en" style="display:inline">Another demonstration account</span></label>
<input id="subject" name="subject" required maxlength="60" autocomplete="off" placeholder="person-0042"><button style="text-align:center">登录 Sign in</button></form></main></body></html>`;
}
