"""The workspace for programs: JSON in and out, by the same policies, forms and acts as the pages."""
