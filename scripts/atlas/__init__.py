"""The Multimodal Data Atlas: records of datasets, and the site, exports and checks made from them.

Data flows one way: ``records`` (read and judge YAML) → ``catalogue`` (pure questions) → ``site``
and ``exports`` (what is published); ``links`` checks the addresses that the records cite.
"""
