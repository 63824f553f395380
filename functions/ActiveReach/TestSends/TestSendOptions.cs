using ActiveReach.Settings;

namespace ActiveReach.TestSends;

/// <summary>What members may send themselves to look at.</summary>
public sealed record TestSendOptions
{
    /// <summary><c>ActiveReach__TestSends__MostAnHour</c>: test messages of one member within an hour, 1 to 1,000. Default 20.</summary>
    public int MostAnHour { get; init; } = 20;

    public static TestSendOptions Read(SettingReader settings) => new()
    {
        MostAnHour = settings.Section("ActiveReach").Section("TestSends").Whole(nameof(MostAnHour), new TestSendOptions().MostAnHour, 1, 1000, "messages"),
    };
}
