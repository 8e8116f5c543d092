// one lifecycle is several starts of the provider, and instance profiles take their time
jest.setTimeout(300_000);
