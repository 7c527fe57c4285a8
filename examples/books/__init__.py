"""Invented books of a custom smelter group, made from a seed: a world is simulated and a few of its actors misbehave.

The group buys zinc, lead and copper concentrate, copper-nickel ore, blister and scrap, and sells metal. Everything is
invented: the countries have codes that ISO 3166-1 leaves to users, so no real place, company or person is judged here.
"""
