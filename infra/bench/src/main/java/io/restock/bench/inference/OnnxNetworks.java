package io.restock.bench.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.restock.operators.forecast.EncodedSeries;
import io.restock.operators.forecast.ForecastModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The same networks in ONNX Runtime, all in one graph, on one thread: LSTM, then the dense layers;
 * the part of the first one that is the same for all days is worked out once, as a careful export
 * would. Inputs and outputs stand in buffers that are used again.
 */
final class OnnxNetworks implements Networks {
    private static final String PAST = "past";
    private static final String FUTURE = "future";
    private static final int OPSET = 17;
    private static final int IR = 8;

    private final int batch;
    private final int horizon;
    private final int pastDays;
    private final int inputs;
    private final int futureWidth;
    private final int outputWidth;
    private final OrtSession session;
    private final FloatBuffer past;
    private final FloatBuffer future;
    private final Map<String, OnnxTensor> in;
    private final Map<String, OnnxTensor> out;
    private final List<FloatBuffer> outputs = new ArrayList<>();

    OnnxNetworks(ForecastModel model, int batch, int pastDays) {
        this.batch = batch;
        this.horizon = model.horizon();
        this.pastDays = pastDays;
        Weights first = Weights.of(model.networks().get(0));
        this.inputs = first.inputs;
        this.futureWidth = first.future;
        this.outputWidth = first.last.out();
        this.past = floats((long) pastDays * batch * inputs);
        this.future = floats((long) batch * horizon * futureWidth);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            session = environment.createSession(graph(model).toByteArray(), options);
            in =
                    Map.of(
                            PAST,
                            OnnxTensor.createTensor(
                                    environment, past, new long[] {pastDays, batch, inputs}),
                            FUTURE,
                            OnnxTensor.createTensor(
                                    environment, future, new long[] {batch, horizon, futureWidth}));
            Map<String, OnnxTensor> pinned = new LinkedHashMap<>();
            for (int network = 0; network < model.networks().size(); network++) {
                FloatBuffer of = floats((long) batch * horizon * outputWidth);
                outputs.add(of);
                pinned.put(
                        name("out", network),
                        OnnxTensor.createTensor(
                                environment, of, new long[] {batch, horizon, outputWidth}));
            }
            out = pinned;
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime refused the networks.", e);
        }
    }

    private static FloatBuffer floats(long values) {
        return ByteBuffer.allocateDirect(Math.toIntExact(values * Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static String name(String what, int network) {
        return what + network;
    }

    private Onnx.ModelProto graph(ForecastModel model) {
        Onnx.GraphProto.Builder graph = Onnx.GraphProto.newBuilder().setName("networks");
        graph.addInput(value(PAST, pastDays, batch, inputs));
        graph.addInput(value(FUTURE, batch, horizon, futureWidth));
        int number = 0;
        for (ComputationGraph network : model.networks()) {
            add(graph, Weights.of(network), number++);
        }
        return Onnx.ModelProto.newBuilder()
                .setIrVersion(IR)
                .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph)
                .build();
    }

    private void add(Onnx.GraphProto.Builder graph, Weights of, int n) {
        int hidden = of.hidden;
        // ONNX has weights [out, in], its gates input, output, forget, cell
        float[] w = turned(of.gates(of.input, 3, 2, 1, 0), of.inputs, 4 * hidden);
        float[] r = turned(of.gates(of.recurrent, 3, 2, 1, 0), hidden, 4 * hidden);
        float[] bias = new float[8 * hidden];
        System.arraycopy(of.gates(of.gateBias, 3, 2, 1, 0), 0, bias, 0, 4 * hidden);
        graph.addInitializer(tensor(name("w", n), w, 1, 4L * hidden, of.inputs));
        graph.addInitializer(tensor(name("r", n), r, 1, 4L * hidden, hidden));
        graph.addInitializer(tensor(name("b", n), bias, 1, 8L * hidden));
        int d1 = of.first.out();
        float[] ofState = Arrays.copyOf(of.first.weights(), hidden * d1);
        float[] ofFuture =
                Arrays.copyOfRange(of.first.weights(), hidden * d1, of.first.weights().length);
        graph.addInitializer(tensor(name("ws", n), ofState, hidden, d1));
        graph.addInitializer(tensor(name("wf", n), ofFuture, of.future, d1));
        graph.addInitializer(tensor(name("b1", n), of.first.bias(), d1));
        graph.addInitializer(tensor(name("w2", n), of.second.weights(), d1, of.second.out()));
        graph.addInitializer(tensor(name("b2", n), of.second.bias(), of.second.out()));
        graph.addInitializer(
                tensor(name("w3", n), of.last.weights(), of.second.out(), outputWidth));
        graph.addInitializer(tensor(name("b3", n), of.last.bias(), outputWidth));
        graph.addNode(
                node("LSTM", name("h", n), PAST, name("w", n), name("r", n), name("b", n))
                        .clearOutput()
                        .addOutput("")
                        .addOutput(name("h", n))
                        .addAttribute(
                                Onnx.AttributeProto.newBuilder()
                                        .setName("hidden_size")
                                        .setType(Onnx.AttributeProto.AttributeType.INT)
                                        .setI(hidden)));
        // [1, batch, hidden] → [batch, 1, d1]
        graph.addNode(node("MatMul", name("hs", n), name("h", n), name("ws", n)));
        graph.addNode(node("Add", name("hb", n), name("hs", n), name("b1", n)));
        graph.addNode(
                node("Transpose", name("hd", n), name("hb", n))
                        .addAttribute(
                                Onnx.AttributeProto.newBuilder()
                                        .setName("perm")
                                        .setType(Onnx.AttributeProto.AttributeType.INTS)
                                        .addInts(1)
                                        .addInts(0)
                                        .addInts(2)));
        graph.addNode(node("MatMul", name("f", n), FUTURE, name("wf", n)));
        graph.addNode(node("Add", name("a1", n), name("f", n), name("hd", n)));
        graph.addNode(node("Relu", name("r1", n), name("a1", n)));
        graph.addNode(node("MatMul", name("m2", n), name("r1", n), name("w2", n)));
        graph.addNode(node("Add", name("a2", n), name("m2", n), name("b2", n)));
        graph.addNode(node("Relu", name("r2", n), name("a2", n)));
        graph.addNode(node("MatMul", name("m3", n), name("r2", n), name("w3", n)));
        graph.addNode(node("Add", name("out", n), name("m3", n), name("b3", n)));
        graph.addOutput(value(name("out", n), batch, horizon, outputWidth));
    }

    private static Onnx.NodeProto.Builder node(String type, String out, String... in) {
        return Onnx.NodeProto.newBuilder()
                .setOpType(type)
                .setName(out)
                .addAllInput(List.of(in))
                .addOutput(out);
    }

    private static Onnx.ValueInfoProto value(String name, long... shape) {
        Onnx.TensorShapeProto.Builder of = Onnx.TensorShapeProto.newBuilder();
        for (long size : shape) {
            of.addDim(Onnx.TensorShapeProto.Dimension.newBuilder().setDimValue(size));
        }
        return Onnx.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(
                        Onnx.TypeProto.newBuilder()
                                .setTensorType(
                                        Onnx.TypeProto.Tensor.newBuilder()
                                                .setElemType(Onnx.TensorProto.DataType.FLOAT_VALUE)
                                                .setShape(of)))
                .build();
    }

    private static Onnx.TensorProto tensor(String name, float[] values, long... shape) {
        Onnx.TensorProto.Builder tensor =
                Onnx.TensorProto.newBuilder()
                        .setName(name)
                        .setDataType(Onnx.TensorProto.DataType.FLOAT_VALUE);
        for (long size : shape) {
            tensor.addDims(size);
        }
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return tensor.build();
    }

    private static float[] turned(float[] from, int rows, int columns) {
        float[] to = new float[from.length];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                to[c * rows + r] = from[r * columns + c];
            }
        }
        return to;
    }

    @Override
    public void put(List<EncodedSeries> series) {
        for (int i = 0; i < batch; i++) {
            for (int day = 0; day < pastDays; day++) {
                past.put((day * batch + i) * inputs, series.get(i).past(), day * inputs, inputs);
            }
            future.put(i * horizon * futureWidth, series.get(i).future());
        }
    }

    @Override
    public void run() {
        try {
            session.run(in, Set.of(), out).close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed.", e);
        }
    }

    @Override
    public float output(int network, int series, int day, int output) {
        return outputs.get(network).get((series * horizon + day) * outputWidth + output);
    }

    @Override
    public void close() {
        try {
            in.values().forEach(OnnxTensor::close);
            out.values().forEach(OnnxTensor::close);
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not be closed.", e);
        }
    }
}
