// Shows how much of a form's files has been sent. Without JavaScript the browser's own indication remains.
document.addEventListener("htmx:xhr:progress", (event) => {
  const sending = event.target.querySelector("[data-sending]");
  if (!sending || !event.detail.lengthComputable) return;
  const bar = sending.querySelector("progress");
  bar.max = event.detail.total;
  bar.value = Math.max(bar.value, Math.min(event.detail.loaded, event.detail.total));
  sending.hidden = false;
});
