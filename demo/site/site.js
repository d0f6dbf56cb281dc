/* What the server of a real site would do: it knows who is signed in, and prints that into the widget's attributes. */
(function () {
  var people = {
    tariq: { id: '1', type: 'tutor', name: 'Tariq', avatar: '../assets/tariq.svg' },
    sara: { id: '7', type: 'student', name: 'Sara', avatar: '../assets/sara.svg' },
  };

  /* ?as= signs in. The tab remembers first, so that two tabs of one browser can be two people. */
  var asked = new URLSearchParams(location.search).get('as');
  if (people[asked]) {
    sessionStorage.setItem('as', asked);
    localStorage.setItem('as', asked);
  }
  var self = sessionStorage.getItem('as') || localStorage.getItem('as');
  if (!people[self]) self = 'sara';
  var peer = self === 'sara' ? 'tariq' : 'sara';

  function fill(selector, text) {
    document.querySelectorAll(selector).forEach(function (place) {
      place.textContent = text;
    });
  }

  function describe(modal, side, person) {
    modal.setAttribute(side + '-id', person.id);
    modal.setAttribute(side + '-type', person.type);
    modal.setAttribute(side + '-name', person.name);
    modal.setAttribute(side + '-avatar', new URL(person.avatar, location.href).href);
  }

  function useDemoCamera(modal, wanted) {
    if (!wanted) {
      modal.getUserMedia = undefined;
      return;
    }
    var loaded = import('/demo-camera.js');
    modal.getUserMedia = function (constraints) {
      return loaded.then(function (module) {
        return module.demoCamera(self)(constraints);
      });
    };
  }

  document.addEventListener('DOMContentLoaded', function () {
    var modal = document.querySelector('chat-call-modal');
    modal.setAttribute('api-base-url', location.origin);
    describe(modal, 'peer', people[peer]);
    describe(modal, 'profile', people[self]);
    fill('[data-self-name]', people[self].name);
    fill('[data-peer-name]', people[peer].name);

    var box = document.getElementById('demo-camera');
    if (box) {
      box.checked = localStorage.getItem('demo-camera') === 'yes';
      box.addEventListener('change', function () {
        localStorage.setItem('demo-camera', box.checked ? 'yes' : 'no');
        useDemoCamera(modal, box.checked);
      });
    }
    /* After the widget is defined: a property set earlier would stand in front of the class's own. */
    customElements.whenDefined('chat-call-modal').then(function () {
      if (localStorage.getItem('demo-camera') === 'yes') useDemoCamera(modal, true);
    });

    modal.addEventListener('ccm-unread', function (event) {
      var badge = document.getElementById('unread');
      if (!badge) return;
      badge.textContent = String(modal.unread);
      badge.hidden = modal.unread === 0;
    });

    /* A tutor does not call himself. */
    document
      .querySelectorAll('[data-show="' + self + '"], [data-with="' + self + '"]')
      .forEach(function (button) {
        button.disabled = true;
      });
  });

  function show(button) {
    var modal = document.querySelector('chat-call-modal');
    var who = button.getAttribute('data-show') || button.getAttribute('data-with');
    var person = people[who === 'peer' ? peer : who];
    var avatar = new URL(person.avatar, location.href).href;
    modal.show({ id: person.id, type: person.type, name: person.name, avatar: avatar });
    if (button.hasAttribute('data-call')) modal.startCall(button.getAttribute('data-call'));
  }

  /* After what is done above, and after the module: then the widget is defined. */
  var ready = new Promise(function (resolve) {
    document.addEventListener('DOMContentLoaded', resolve);
  });

  /* From the first moment on: who clicks while the widget is still on its way does not click in vain. */
  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-show], [data-call]');
    if (!button) return;
    ready.then(function () {
      show(button);
    });
  });
})();
