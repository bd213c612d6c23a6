"""What the app can do: one module an activity, plain functions taking a store."""
