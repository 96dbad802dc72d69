"""What people do in the workspace: type, run commands, click, fill in modals."""
