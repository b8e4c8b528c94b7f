// Small comforts. Every page and form works without this file.
(() => {
  "use strict";
  const root = document.documentElement;
  const stillness = matchMedia("(prefers-reduced-motion: reduce)");
  const calm = () => root.dataset.motion === "reduced" || stillness.matches;

  // Fields that count what is left as a reader counts: a family of emoji is one. For long texts the plain count is near enough, and quick.
  const letters = window.Intl && Intl.Segmenter && new Intl.Segmenter();
  const lengthOf = (text) => (letters && text.length < 12000 ? [...letters.segment(text)].length : [...text].length);
  const count = (area) => {
    const out = document.getElementById(area.dataset.count);
    if (!out) return;
    const left = Number(area.dataset.limit) - lengthOf(area.value);
    out.textContent = String(left);
    out.classList.toggle("over", left < 0);
  };
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-count]")) count(event.target);
    const said = event.target.type === "range" && event.target.form?.querySelector(`output[for="${event.target.id}"]`);
    if (said) said.textContent = Number(event.target.value).toFixed(1);
  });

  document.addEventListener("click", (event) => {
    // The second click of a double click would meet the answer to the first, and take it back.
    if (event.detail > 1 && event.target.closest("form.does button")) event.preventDefault();
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  // What went wrong is said in words, and the page stays as it was.
  const failed = () => document.getElementById("failed");
  const tell = (text) => {
    const box = failed();
    if (!box) return;
    const words = document.createElement("p");
    const close = document.createElement("button");
    words.textContent = text;
    close.type = "button";
    close.className = "small-button";
    close.textContent = box.dataset.close;
    close.addEventListener("click", () => (box.hidden = true));
    box.hidden = false;
    box.replaceChildren(words, close);
  };
  const wordsOf = (html) => new DOMParser().parseFromString(html, "text/html").querySelector("main .lead")?.textContent.trim();
  // What asks again and again by itself rests while nobody looks, and does not complain.
  const itself = (event) => event.target.matches?.("[data-restful]");
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!itself(event)) failed().hidden = true;
    else if (document.hidden) event.preventDefault();
  });
  document.addEventListener("htmx:responseError", (event) => itself(event) || tell(wordsOf(event.detail.xhr.responseText) || failed().dataset.wrong));
  document.addEventListener("htmx:sendError", (event) => itself(event) || tell(failed().dataset.dead));
  document.addEventListener("htmx:timeout", (event) => itself(event) || tell(failed().dataset.slow));

  // The focus stays where it was; where its place is replaced it moves on to what came instead.
  let had = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const target = event.detail.target;
    const focus = document.activeElement;
    had = target && focus && target.contains(focus) ? { id: focus.id, list: !target.matches("form"), before: target.previousElementSibling, parent: target.parentElement } : null;
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (!had) return;
    const { id, list, before, parent } = had;
    had = null;
    if (list) {
      const first = before ? before.nextElementSibling : parent?.firstElementChild;
      if (first) reach(first.matches("article, .folded") ? first : first.querySelector("a, button") || first, true);
      document.getElementById("told").textContent = document.getElementById("told").dataset.more;
    } else if (document.activeElement === document.body) {
      const again = (id && document.getElementById(id)) || lately?.querySelector("details.menu > summary");
      again?.focus({ preventScroll: true });
    }
  });

  // Keys.
  let lately = null;
  const POSTS = "article.post, .folded > details:not([open])";
  const posts = () => [...document.querySelectorAll(POSTS)].filter((one) => one.getClientRects().length);
  const focusOf = (post) => (post.matches("details") ? post.querySelector("summary") : post);
  function reach(post, quietly = false) {
    const target = post.matches(".folded") ? post.querySelector("summary") : focusOf(post);
    if (target.matches("article")) target.tabIndex = -1;
    lately = post.closest("article.post, .folded") || post;
    target.focus({ preventScroll: true });
    if (!quietly) lately.scrollIntoView({ block: "nearest", behavior: calm() ? "auto" : "smooth" });
  }
  document.addEventListener("focusin", (event) => {
    const post = event.target.closest("article.post, .folded");
    if (post) lately = post;
  });
  const current = () => {
    const focused = document.activeElement?.closest(POSTS);
    if (focused) return focused;
    return lately?.isConnected && lately.getClientRects().length ? lately : null;
  };
  const step = (by) => {
    const all = posts();
    const here = current();
    const at = here ? all.findIndex((one) => one === here || one.contains(here) || here.contains(one)) : -1;
    const top = document.querySelector(".top")?.offsetHeight || 0;
    const next = at < 0 ? all.findIndex((one) => one.getBoundingClientRect().bottom > top + 8) : at + by;
    if (all[next]) reach(all[next]);
    else if (next >= all.length && by > 0) {
      const more = document.querySelector(".next a");
      more?.focus();
      more?.click();
    }
  };
  const press = (selector) => () => {
    const found = (current() || document.querySelector("article.post.main"))?.querySelector(selector);
    if (!found) return false;
    if (found.matches("button, summary")) found.focus({ preventScroll: true });
    found.click();
    return true;
  };
  const go = (path) => () => location.assign(path);
  const write = () => {
    const area = document.querySelector("form.composer:not([data-reply]) textarea[name=text]");
    if (area && location.pathname === "/") area.focus();
    else if (document.body.dataset.me) location.assign("/compose");
    else return false;
    return true;
  };
  const seek = () => {
    const field = document.querySelector("main input[type=search], main form[role=search] input[name=q]");
    if (field) field.focus();
    else location.assign("/search");
  };
  const warning = () => {
    const post = current();
    const fold = post && (post.matches("details") ? post : post.querySelector("details.fold"));
    if (!fold) return false;
    fold.open = !fold.open;
    return true;
  };
  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    o: press(".byline > a.at"),
    p: press("a.who"),
    r: press("a[href^='/compose?reply_to='], a[href*='reply_to=']"),
    f: press("button[id^='fav-']"),
    b: press("button[id^='boost-']"),
    d: press("button[id^='mark-']"),
    u: press("button[id^='up-']"),
    i: press("button[id^='down-']"),
    e: press(".media a.pic"),
    m: press("details.menu > summary"),
    x: warning,
    n: write,
    "/": seek,
    "?": go("/keyboard"),
  };
  const PLACES = { h: "/", n: "/notifications", e: "/explore", d: "/conversations", b: "/bookmarks", f: "/favourites", l: "/lists", r: "/rules", m: "/menu" };
  let going = 0;
  const WRITES = "input:not([type=radio], [type=checkbox], [type=button], [type=submit]), textarea, select, [contenteditable]:not([contenteditable=false])";
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const { key, target } = event;
    const open = document.querySelector("details.menu[open]");
    if (key === "Escape" && open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
    if (key === "Escape" && target.matches(WRITES)) target.blur();
    if (key === "Enter" && (event.ctrlKey || event.metaKey) && target.matches("textarea")) target.form?.requestSubmit(target.form.querySelector("[value=publish]"));
    if (key === "Enter" && target.matches("a, button, summary")) return;
    if (event.ctrlKey || event.metaKey || event.altKey || target.matches(WRITES) || document.querySelector("dialog[open]")) return;
    if (root.dataset.keys === "off" || key === "Tab" || key === "Shift") return;
    if (Date.now() - going < 1500) {
      going = 0;
      const path = key === "p" ? document.body.dataset.me && `/@${document.body.dataset.me}` : Object.hasOwn(PLACES, key) && PLACES[key];
      if (path) {
        event.preventDefault();
        location.assign(path);
      }
      return;
    }
    const own = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (own) {
      event.preventDefault();
      own.focus();
      own.click();
      return;
    }
    if (key === "g") going = Date.now();
    else if (Object.hasOwn(KEYS, key) && KEYS[key]() !== false) event.preventDefault();
  });

  // Pictures open large on the page; their links lead to the files. Arrows go through those of one post.
  const enlarge = (links, at) => {
    const words = failed().dataset;
    const dialog = document.createElement("dialog");
    const figure = document.createElement("figure");
    const image = document.createElement("img");
    const text = document.createElement("figcaption");
    const button = (label, sign, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.ariaLabel = label;
      made.textContent = sign;
      made.addEventListener("click", act);
      return made;
    };
    const show = (by) => {
      at = (at + by + links.length) % links.length;
      const small = links[at].querySelector("img:not(.blur)");
      image.src = links[at].href;
      image.alt = small.alt;
      image.width = small.width;
      image.height = small.height;
      text.textContent = small.alt;
      text.dir = "auto";
    };
    dialog.className = "lightbox";
    dialog.ariaLabel = words.large;
    figure.append(image, text);
    dialog.append(button(words.close, "✕", () => dialog.close()), figure);
    if (links.length > 1) dialog.append(button(words.before, "‹", () => show(-1)), button(words.after, "›", () => show(1)));
    dialog.addEventListener("click", (event) => event.target.closest("button, img") || dialog.close());
    dialog.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step && links.length > 1) show(root.dir === "rtl" ? -step : step);
    });
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    show(0);
    dialog.showModal();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".media a.pic");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const links = [...link.closest(".media").querySelectorAll("a.pic")];
    enlarge(links, links.indexOf(link));
  });

  // Videos that may play by themselves do so without sound, while they are in sight.
  const watch = "IntersectionObserver" in window && new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) {
      if (isIntersecting && !calm()) target.play().catch(() => {});
      else target.pause();
    }
  }, { threshold: 0.6 });
  const moving = (within) => {
    if (watch) within.querySelectorAll("video[data-autoplay]").forEach((video) => watch.observe(video));
  };
  document.addEventListener("htmx:load", (event) => moving(event.detail.elt));

  // What is seen before a picture goes when it is there: it would show through where the picture is transparent.
  const unblur = (image) => image.closest(".pic")?.querySelector(".blur")?.remove();
  document.addEventListener("load", (event) => event.target.matches?.("img.real") && unblur(event.target), true);

  const ready = () => {
    moving(document);
    document.querySelectorAll("img.real").forEach((image) => image.complete && image.naturalWidth && unblur(image));
    document.querySelectorAll("[data-count]").forEach(count);
    const problems = document.getElementById("problems");
    if (problems) problems.focus();
  };
  // A page for when the line is dead; visitors are not given anything to keep.
  addEventListener("load", () => {
    if (document.body.dataset.me && "serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => {});
  });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready);
  else ready();
})();
