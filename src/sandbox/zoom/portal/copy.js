const button = document.getElementById("copy");
const text = document.getElementById("invitation");
const status = document.getElementById("copied");
if (navigator.clipboard && window.isSecureContext) button.hidden = false;
button.addEventListener("click", () => {
  navigator.clipboard.writeText(text.value).then(
    () => (status.textContent = "Copied."),
    () => {
      text.select();
      status.textContent = "Copying is not allowed here. The text is selected: copy it by hand.";
    },
  );
});
