// Clocks that tick, the live connection, and selects that submit themselves. No part of it is needed to use the pages.
(function () {
  'use strict';
  var body = document.body;
  var words = { missed: body.dataset.missed, days: body.dataset.days, manydays: body.dataset.manydays, changed: body.dataset.changed };
  var offset = Number(body.dataset.now) - Date.now();

  function two(n) { return n < 10 ? '0' + n : String(n); }

  function counter(ms) {
    var s = Math.floor(Math.abs(ms) / 1000);
    var d = Math.floor(s / 86400), h = Math.floor(s % 86400 / 3600), m = Math.floor(s % 3600 / 60), r = s % 60;
    if (d >= 100) { return words.manydays.replace('{0}', d); }
    if (d > 0) { return words.days.replace('{0}', d).replace('{1}', two(h) + ':' + two(m)); }
    return h > 0 ? h + ':' + two(m) + ':' + two(r) : m + ':' + two(r);
  }

  function tick() {
    var now = Date.now() + offset;
    document.querySelectorAll('[data-due]').forEach(function (el) {
      var left = Number(el.dataset.due) - now;
      var missed = left <= 0;
      var text;
      if (el.dataset.plain) {
        text = counter(missed ? 0 : left + 999);
      } else {
        text = missed ? words.missed + ' ' + counter(left) : counter(left + 999);
        var clock = el.closest('.clock');
        if (clock) {
          clock.classList.toggle('missed', missed);
          clock.classList.toggle('soon', !missed && now >= Number(el.dataset.soon));
          clock.classList.toggle('ok', !missed && now < Number(el.dataset.soon));
        }
      }
      if (el.textContent !== text) { el.textContent = text; }
    });
    setTimeout(tick, 1000 - (Date.now() + offset) % 1000 + 15);
  }
  tick();

  document.addEventListener('change', function (e) {
    if (e.target.matches && e.target.matches('select[data-submit]')) { e.target.form.submit(); }
  });

  // A file that is too large is told before it is sent.
  document.addEventListener('change', function (e) {
    var field = e.target;
    if (!field.matches || !field.matches('input[data-most]')) { return; }
    var file = field.files[0];
    field.setCustomValidity(file && file.size > Number(field.dataset.most) ? field.dataset.toobig : '');
    field.reportValidity();
  });

  document.addEventListener('focusin', function (e) {
    if (e.target.matches && e.target.matches('input[data-select]')) { e.target.select(); }
  });

  // Only a press by a person fills in what says so: an event made by a script is not trusted, and a form sent by one carries nothing.
  var SOONEST = 600;
  // The service counts from when it made the page, which may be long on its way: what runs here runs after that.
  var came = performance.now();
  document.addEventListener('click', function (e) {
    var button = e.target.closest ? e.target.closest('button[data-press]') : null;
    if (!button || !e.isTrusted || document.hidden) { return; }
    var form = button.form;
    form.elements.press.value = button.dataset.press;
    var wait = SOONEST - (performance.now() - came);
    if (wait > 0) {
      e.preventDefault();
      setTimeout(function () {
        if (form.requestSubmit) { form.requestSubmit(button); } else if (form.reportValidity()) { form.submit(); }
      }, wait);
    }
  });

  // A script is checked by the service before it is copied: what must not be said is not copied at all, the rest on a second press.
  function copy(field) {
    function byHand() {
      field.focus();
      field.select();
      return document.execCommand('copy') ? Promise.resolve() : Promise.reject(new Error('copy'));
    }
    return navigator.clipboard && window.isSecureContext ? navigator.clipboard.writeText(field.value).catch(byHand) : byHand();
  }

  document.addEventListener('click', function (e) {
    var button = e.target.closest ? e.target.closest('button[data-copy]') : null;
    if (!button) { return; }
    var help = document.getElementById('help');
    var field = button.parentNode.querySelector('[data-draft]');
    var faults = button.parentNode.querySelector('.faults');
    var first = button.dataset.first || button.textContent;
    button.dataset.first = first;
    var anyway = button.dataset.anyway === field.value;
    var body = new URLSearchParams({ text: field.value, csrf: document.getElementById('help-csrf').value, t: document.getElementById('help-t').value });
    button.disabled = true;
    fetch(help.dataset.check, { method: 'POST', body: body, credentials: 'same-origin' }).then(function (r) {
      if (!r.ok) { throw new Error(String(r.status)); }
      return r.json();
    }).then(function (said) {
      var grave = said.faults.some(function (f) { return f.kind === 'forbidden'; });
      faults.textContent = '';
      said.faults.forEach(function (f) {
        var li = document.createElement('li');
        li.textContent = f.said;
        faults.appendChild(li);
      });
      if (grave || (said.faults.length > 0 && !anyway)) {
        button.dataset.anyway = grave ? '' : field.value;
        button.textContent = grave ? first : help.dataset.anyway;
        return null;
      }
      return copy(field).then(function () {
        button.textContent = '✓ ' + help.dataset.copied;
        setTimeout(function () { button.textContent = first; }, 2500);
      });
    }).catch(function () {
      faults.textContent = '';
      var li = document.createElement('li');
      li.textContent = help.dataset.failed;
      faults.appendChild(li);
      field.focus();
      field.select();
    }).then(function () { button.disabled = false; });
  });

  // One press is enough; the button of a form that is on its way is shut.
  document.addEventListener('submit', function (e) {
    if (e.target.hasAttribute('hx-post')) { return; }
    setTimeout(function () {
      e.target.querySelectorAll('button').forEach(function (b) { b.disabled = true; });
    }, 0);
  });
  window.addEventListener('pageshow', function () {
    document.querySelectorAll('form button').forEach(function (b) { b.disabled = false; });
  });

  if (!body.dataset.live || !window.EventSource || !window.htmx) { return; }

  var part = function () { return document.querySelector('[data-live-part]'); };
  var lost = document.getElementById('lost');
  var source = null, due = null, last = 0, failing = null;

  function refresh() {
    if (due !== null || !part()) { return; }
    due = setTimeout(function () {
      due = null;
      last = Date.now();
      if (part()) { htmx.trigger(part(), 'refresh'); }
    }, Math.max(150, 1000 - (Date.now() - last)));
  }

  function connect() {
    if (source || document.hidden) { return; }
    source = new EventSource(body.dataset.live);
    source.onopen = function () {
      clearTimeout(failing);
      failing = null;
      lost.hidden = true;
      refresh();
    };
    source.onmessage = refresh;
    source.onerror = function () {
      if (failing === null) { failing = setTimeout(function () { lost.hidden = false; }, 3000); }
      if (source && source.readyState === 2) {
        source = null;
        setTimeout(connect, 5000);
      }
    };
  }

  function hang() {
    if (source) { source.close(); source = null; }
  }

  // A browser has few connections a host: a page nobody looks at gives its own back.
  document.addEventListener('visibilitychange', function () {
    if (document.hidden) { hang(); } else { connect(); }
  });
  window.addEventListener('pagehide', hang);
  window.addEventListener('pageshow', connect);
  connect();
  setInterval(function () { if (!document.hidden && !lost.hidden) { refresh(); } }, 15000);

  // What has changed is said once, in words, not second by second.
  var seen = part() ? part().dataset.count : null;
  document.addEventListener('htmx:afterSwap', function () {
    var now = part();
    if (!now) { return; }
    offset = Number(now.dataset.now) - Date.now();
    if (now.dataset.count !== seen) {
      seen = now.dataset.count;
      document.getElementById('said').textContent = words.changed;
    }
    if (now.dataset.version) {
      document.querySelectorAll('input[data-version]').forEach(function (i) { i.value = now.dataset.version; });
    }
  });
})();
