"""From a comparison to what people read: texts in two languages, figures, and the page to send on."""
