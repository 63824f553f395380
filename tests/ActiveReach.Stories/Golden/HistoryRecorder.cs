using System.Collections.Concurrent;
using ActiveReach.Stories.Client;
using Functions.Embedded.Durable;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Stories.Golden;

/// <summary>Keeps the history of every execution that ends in a story, and of those that wait when asked.</summary>
internal sealed class HistoryRecorder
{
    private readonly ConcurrentQueue<RecordedHistory> histories = new();
    private readonly DurableEngine engine;

    private HistoryRecorder(DurableEngine engine) => this.engine = engine;

    public IReadOnlyCollection<RecordedHistory> Histories => histories;

    public static HistoryRecorder Of(StoryHost story)
    {
        var recorder = new HistoryRecorder(story.Services.GetRequiredService<DurableEngine>());
        story.Services.GetRequiredService<DurableOptions>().ExecutionEnded = history => recorder.histories.Enqueue(new RecordedHistory(history));
        return recorder;
    }

    /// <summary>The execution that an orchestration is in, as a release would find it.</summary>
    public void KeepWaiting(string instance) => histories.Enqueue(new RecordedHistory(engine.History.Export(instance)));
}
