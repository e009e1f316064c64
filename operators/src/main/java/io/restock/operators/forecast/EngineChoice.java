package io.restock.operators.forecast;

/** What a model is to run on. */
public enum EngineChoice {
    /** A GPU that ND4J's CUDA build has code for, if there is one and that build; else the CPU. */
    AUTO,
    /** The CPU, with oneDNN where there is that build. */
    CPU,
    /** A GPU through ND4J's CUDA build, or no start. */
    ND4J_CUDA
}
