using System.Collections.Concurrent;
using System.Threading.Channels;
using Functions.Host.Worker.Protocol;
using Grpc.Core;

namespace Functions.Host.Worker;

/// <summary>Our end of the stream between host and worker: questions go out with an id, answers come back with the same one, in any order.</summary>
internal sealed class WorkerStream(HostLog log) : FunctionRpc.FunctionRpcBase
{
    private readonly TaskCompletionSource<string> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> open = new();
    private readonly Channel<StreamingMessage> outgoing = Channel.CreateUnbounded<StreamingMessage>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>The id of the worker that called.</summary>
    public Task<string> Opened => opened.Task;

    public async Task<StreamingMessage> AskAsync(StreamingMessage question)
    {
        question.RequestId = Guid.NewGuid().ToString();
        var answer = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        open[question.RequestId] = answer;
        Tell(question);
        return await answer.Task.WaitAsync(Eventually.Bound);
    }

    public void Tell(StreamingMessage message)
    {
        if (!outgoing.Writer.TryWrite(message))
            GiveUp();
    }

    public override async Task EventStream(IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        var writing = WriteAsync(responseStream);
        try
        {
            await foreach (var message in requestStream.ReadAllAsync(context.CancellationToken))
                Take(message);
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException)
        {
            log.Write("host", $"The worker's stream broke: {broken.Message}");
        }

        outgoing.Writer.TryComplete();
        GiveUp();
        await writing;
    }

    private void Take(StreamingMessage message)
    {
        if (message.StartStream is { } start)
            opened.TrySetResult(start.WorkerId);
        else if (message.RpcLog is { } line)
            log.Write("worker", $"{line.Category}: {line.Message} {line.Exception?.Message}");
        else if (open.TryRemove(message.RequestId, out var question))
            question.TrySetResult(message);
    }

    private async Task WriteAsync(IServerStreamWriter<StreamingMessage> stream)
    {
        await foreach (var message in outgoing.Reader.ReadAllAsync())
            await stream.WriteAsync(message);
    }

    private void GiveUp()
    {
        foreach (var id in open.Keys)
        {
            if (open.TryRemove(id, out var question))
                question.TrySetException(new WorkerProcessExitException());
        }
    }
}
