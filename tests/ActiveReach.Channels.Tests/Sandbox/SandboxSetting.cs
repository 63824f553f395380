using ActiveReach.Channels.Sandbox;
using ActiveReach.Channels.Sandbox.Reports;
using ActiveReach.Channels.Sandbox.Templates;

namespace ActiveReach.Channels.Tests.Sandbox;

/// <summary>A carrier over a folder of its own that can be closed and opened again.</summary>
internal sealed class SandboxSetting : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sandbox-").FullName;
    private SandboxSchedule? schedule;
    private volatile bool isBusy;

    public SandboxSetting() => Options = new SandboxOptions { Outbox = Path.Combine(folder, "outbox.jsonl"), LatencyMs = 0 };

    public SandboxOptions Options { get; set; }

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public SandboxCarrier Carrier { get; private set; } = null!;

    public SandboxSchedule Schedule => schedule!;

    public SandboxProvider Texts { get; private set; } = null!;

    /// <summary>Whether something is due that was not brought yet, or not noted as brought.</summary>
    public bool IsBusy => isBusy;

    public string[] Outbox => File.ReadAllLines(Options.Outbox);

    public SandboxSetting Open()
    {
        schedule = new SandboxSchedule(Clock, () => new Busy(this));
        Carrier = new SandboxCarrier(Options, Clock, schedule, new SandboxReviewer(Options, Clock));
        Texts = new SandboxProvider(Channel.Sms, Carrier, new SandboxRate(Options.RatePerMinute, Clock));
        return this;
    }

    public void Close()
    {
        Carrier.Dispose();
        schedule?.Dispose();
    }

    public void Dispose()
    {
        Close();
        Directory.Delete(folder, recursive: true);
    }

    public static OutgoingMessage Message(int number, string text = "Hi", string to = "+14155550123") => new()
    {
        IdempotencyKey = $"run.1:0:0:{number}",
        FirstSentAt = DateTimeOffset.UnixEpoch,
        From = "+18005550100",
        To = to,
        Tag = $"run.1:0:0:{number}",
        Text = text,
        Origin = new MessageOrigin("cmp", "run.1", "ctc_1", "A", null),
    };

    public static List<OutgoingMessage> Messages(int first, int count, string text = "Hi") =>
        Enumerable.Range(first, count).Select(number => Message(number, text)).ToList();

    private sealed class Busy : IDisposable
    {
        private readonly SandboxSetting setting;

        public Busy(SandboxSetting setting)
        {
            this.setting = setting;
            setting.isBusy = true;
        }

        public void Dispose() => setting.isBusy = false;
    }
}
