// Marks the section being read in the table of contents.
(function () {
  "use strict";
  var contents = document.querySelector("[data-contents]");
  if (!contents || !("IntersectionObserver" in window)) return;
  if (!CSS.supports("selector(::details-content)") && matchMedia("(min-width: 80rem)").matches) contents.open = true;
  var links = new Map(), current = null;
  contents.querySelectorAll("a").forEach(function (link) {
    var heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  });
  var observer = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (!entry.isIntersecting) return;
      if (current) current.removeAttribute("aria-current");
      current = links.get(entry.target);
      current.setAttribute("aria-current", "true");
    });
  }, { rootMargin: "-5% 0px -75% 0px" });
  links.forEach(function (link, heading) { observer.observe(heading); });
})();
