package io.restock.jobs.settings;

/** Where keyed state is held. */
public enum StateIn {
    /** On disk, with incremental checkpoints: state may outgrow memory. */
    ROCKSDB,
    /** On the heap: faster while state fits. */
    HASHMAP
}
