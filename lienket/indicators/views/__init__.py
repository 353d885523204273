"""The deeds' pages. Each is five beats: fetch through the gate, form, deed, redirect, render."""
