"""The sandbox's own tests: it must behave as facts.md says, over a real socket."""
