"""Pictures made of arrays: skies, water, mist, and the noise they grow from."""
