using System.Diagnostics.Metrics;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Delivery.Claims;
using ActiveReach.Sight;

namespace ActiveReach.Delivery.Sending;

/// <summary>Counts recipients, batches, and the provider's answers. Everything is told once a batch, so that a recipient costs nothing.</summary>
public sealed class DeliveryMeter
{
    private readonly Counter<long> planned;
    private readonly Counter<long> recipients;
    private readonly Counter<long> batches;
    private readonly Counter<long> answers;
    private readonly Histogram<double> calls;
    private readonly QueueMeter queues;

    /// <param name="meters">Of the app; null (default) for a meter of its own.</param>
    public DeliveryMeter(IMeterFactory? meters = null)
    {
        var meter = Instruments.Of(meters);
        planned = meter.CreateCounter<long>("activereach.planning.recipients", "{recipient}", "Recipients that planning wrote into the ledger.");
        recipients = meter.CreateCounter<long>("activereach.delivery.recipients", "{recipient}", "Recipients whose outcome sending has recorded.");
        batches = meter.CreateCounter<long>("activereach.delivery.batches", "{batch}", "Times that a batch was taken up, by how it ended.");
        answers = meter.CreateCounter<long>("activereach.provider.answers", "{message}", "Answers of providers, message by message.");
        calls = meter.CreateSeconds("activereach.provider.call.duration", "Time that a call of a provider took.");
        queues = new QueueMeter(meters);
    }

    internal void Planned(long toSend, long skipped)
    {
        planned.Add(toSend, Instruments.Outcome, "planned", Instruments.Channel, null);
        planned.Add(skipped, Instruments.Outcome, "skipped", Instruments.Channel, null);
    }

    internal BatchWork Begin(Run run, BatchMessage message, string? trace) => new(this, run, message, trace);

    internal void Called(Channel channel, long began, string? error) => calls.Record(began, Instruments.Channel, channel.Name(), error);

    internal void End(Channel channel, BatchWork work)
    {
        var name = channel.Name();
        batches.Add(1, Instruments.Channel, name, Instruments.Outcome, work.Outcome);
        queues.End(DeliveryQueue.Name, work.Began, work.Error);
        recipients.Add(work.Recorded(RowResult.Handed), Instruments.Channel, name, Instruments.Outcome, "handed");
        recipients.Add(work.Recorded(RowResult.Failed), Instruments.Channel, name, Instruments.Outcome, "failed");
        recipients.Add(work.Recorded(RowResult.Skipped), Instruments.Channel, name, Instruments.Outcome, "skipped");
        recipients.Add(work.Recorded(RowResult.Uncertain), Instruments.Channel, name, Instruments.Outcome, "uncertain");
        answers.Add(work.Answered(HandOverResult.Accepted), Instruments.Channel, name, Instruments.Outcome, "accepted");
        answers.Add(work.Answered(HandOverResult.Rejected), Instruments.Channel, name, Instruments.Outcome, "rejected");
        answers.Add(work.Answered(HandOverResult.Deferred), Instruments.Channel, name, Instruments.Outcome, "deferred");
        answers.Add(work.Answered(HandOverResult.Unknown), Instruments.Channel, name, Instruments.Outcome, "unknown");
    }
}
