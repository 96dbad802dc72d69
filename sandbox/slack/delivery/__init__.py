"""From the workspace to the app: Socket Mode and signed HTTP, acknowledgements, redelivery."""
