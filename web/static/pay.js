/* The gateway's own fields, mounted in our page: what is typed there never reaches the city. */
const holder = document.getElementById("payment");
const form = document.getElementById("payment-form");
const fault = document.getElementById("payment-fault");

if (holder && form && window.Stripe) {
  const stripe = window.Stripe(holder.dataset.key, { locale: document.documentElement.lang });
  const elements = stripe.elements({ clientSecret: holder.dataset.secret });
  elements.create("payment").mount("#payment");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    const { error } = await stripe.confirmPayment({ elements, confirmParams: { return_url: holder.dataset.back } });
    if (error) {
      fault.textContent = error.message;
      fault.hidden = false;
      button.disabled = false;
    }
  });
}
