using System.Buffers;
using ActiveReach.Channels.Sandbox.Reports;
using ActiveReach.Channels.Sandbox.Templates;

namespace ActiveReach.Channels.Sandbox;

/// <summary>The stand-in carrier: accepts a message at most once by its key, keeps it in its own file before answering, and lets
/// receipts, opens, clicks and replies come back later.</summary>
internal sealed class SandboxCarrier : IDisposable
{
    private readonly SandboxOptions options;
    private readonly TimeProvider clock;
    private readonly SandboxJournal journal;
    private readonly SandboxSchedule schedule;
    private readonly SandboxReviewer reviewer;
    private readonly HashSet<UInt128> keys = [];
    private readonly List<(Channel Channel, DateTimeOffset Time)> recent = [];

    public SandboxCarrier(SandboxOptions options, TimeProvider clock, SandboxSchedule schedule, SandboxReviewer reviewer)
    {
        (this.options, this.clock, this.schedule, this.reviewer) = (options, clock, schedule, reviewer);
        journal = new SandboxJournal(options.Outbox);
        Progress = new SandboxProgress(options.Outbox + ".told");
        Reload();
        journal.Start();
    }

    public SandboxOptions Options => options;

    public SandboxProgress Progress { get; }

    /// <summary>When it took the messages of its last minute before it was opened.</summary>
    public IEnumerable<DateTimeOffset> RecentOf(Channel channel) => recent.Where(each => each.Channel == channel).Select(each => each.Time);

    /// <summary>One answer a message: accepted, or refused for a bad address, sender or template. A key seen before gets its first answer again.</summary>
    public async Task<HandOver[]> AcceptAsync(Channel channel, IReadOnlyList<OutgoingMessage> messages, int most)
    {
        var answers = new HandOver[messages.Count];
        var lines = new ArrayBufferWriter<byte>(messages.Count * 512);
        var taken = new List<Taken>(messages.Count);
        for (var i = 0; i < messages.Count; i++)
        {
            var draws = new SandboxDraws(options.Seed, messages[i].IdempotencyKey);
            answers[i] = new HandOver(HandOverResult.Accepted, draws.MessageId.ToString());
            var dead = DeadOf(messages[i]);
            if (!IsAddress(channel, messages[i].To))
                answers[i] = new HandOver(HandOverResult.Rejected, null, channel == Channel.Email ? "invalid_address" : "invalid_number");
            else if (channel == Channel.Push && dead.Length == messages[i].Devices.Count)
                answers[i] = new HandOver(HandOverResult.Rejected, null, "device_gone");
            else if (options.RefusedSenders.Contains(messages[i].From, StringComparer.OrdinalIgnoreCase))
                answers[i] = new HandOver(HandOverResult.Rejected, null, "sender_refused");
            else if (channel == Channel.WhatsApp && messages[i].Template is { } template && !reviewer.HasApproved(template.Reference))
                answers[i] = new HandOver(HandOverResult.Rejected, null, "template_not_approved");
            else if (IsNew(draws.Key, most - taken.Count) is not { } isNew)
                answers[i] = new HandOver(HandOverResult.Deferred, null, "rate_limit");
            else if (isNew)
            {
                var message = SandboxMessage.Of(messages[i] with { Devices = [.. messages[i].Devices.ExceptBy(dead, device => device.Id)] }, channel, draws.MessageId, clock.GetUtcNow());
                var from = lines.WrittenCount;
                message.WriteLine(lines);
                taken.Add(new Taken(draws.Key, from, lines.WrittenCount - from, FirstOf(message, draws)));
            }

            if (dead.Length > 0)
                answers[i] = answers[i] with { DeadDevices = dead };
        }

        await StoreAsync(lines.WrittenMemory, taken);
        return answers;
    }

    /// <summary>The message at a place of the outbox.</summary>
    public SandboxMessage? Read(long offset, int length) => SandboxMessage.ReadLine(journal.Read(offset, length));

    public void Dispose()
    {
        journal.Dispose();
        Progress.Dispose();
    }

    /// <summary>Appends and schedules. Without new messages it waits for what is on its way: an answer is never ahead of the disk.</summary>
    private async Task StoreAsync(ReadOnlyMemory<byte> lines, List<Taken> taken)
    {
        try
        {
            var offset = await journal.AppendAsync(lines);
            schedule.Add([.. taken.Where(each => each.Due is not null).Select(each => (each.Due!.Value, new SandboxStep(offset + each.From, each.Length, 0)))]);
        }
        catch
        {
            lock (keys)
            {
                foreach (var each in taken)
                    keys.Remove(each.Key);
            }

            throw;
        }
    }

    /// <summary>Null when it is new but no more may be taken.</summary>
    private bool? IsNew(UInt128 key, int room)
    {
        lock (keys)
        {
            if (options.HonoursKeys && keys.Contains(key))
                return false;
            if (room <= 0)
                return null;
            keys.Add(key);
            return true;
        }
    }

    /// <summary>When the first of what comes back from it is due; null where nothing does.</summary>
    private DateTimeOffset? FirstOf(SandboxMessage message, in SandboxDraws draws) => SandboxScript.Of(message, draws, options) is [var first, ..] ? first.Due : null;

    private string[] DeadOf(OutgoingMessage message) =>
        options.DeadDevices.Count == 0 ? [] : [.. message.Devices.Where(device => options.DeadDevices.Contains(device.Token, StringComparer.Ordinal)).Select(device => device.Id)];

    private static bool IsAddress(Channel channel, string to) => channel.Address() switch
    {
        ChannelAddress.Email => to.IndexOf('@') is > 0 and var at && at < to.Length - 1 && !to.Any(char.IsControl),
        ChannelAddress.Phone => IsNumber(to),
        _ => true,
    };

    private static bool IsNumber(string to) =>
        to.Length is >= 8 and <= 16 && to[0] == '+' && to.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;

    private void Reload()
    {
        var told = Progress.ReadAll();
        var open = new List<(DateTimeOffset, SandboxStep)>();
        var aMinuteAgo = clock.GetUtcNow().AddMinutes(-1);
        foreach (var (offset, line) in journal.Lines())
        {
            if (SandboxMessage.ReadLine(line) is not { } message)
                continue;
            var draws = new SandboxDraws(options.Seed, message.Key);
            keys.Add(draws.Key);
            if (message.Time > aMinuteAgo)
                recent.Add((message.Channel, message.Time));
            if (FirstOf(message, draws) is { } due && !told.Contains(SandboxProgress.Short(draws.Key)))
                open.Add((due, new SandboxStep(offset, line.Length, 0)));
        }

        schedule.Add(open);
    }

    private readonly record struct Taken(UInt128 Key, int From, int Length, DateTimeOffset? Due);
}
