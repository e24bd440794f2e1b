"""The engine: reads documents, searches them, draws facts from them, compares what sources claim."""
