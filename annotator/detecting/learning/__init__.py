"""Learning from finished articles: a small model for each layer that revises what it suggests.

A model sees what the layer's detectors suggest, as features beside the words, so that it learns
where they are right in these articles and where the editors decided otherwise. ``crf`` learns and
applies weights, ``segments``, ``entities`` and ``quotes`` turn a layer into sequences and back,
``training`` decides by cross-validation whether the model is better than what it revises, and
``model_file`` keeps it.
"""
