//! Flowchart text to a picture and an outline; knows nothing of SOPs.
