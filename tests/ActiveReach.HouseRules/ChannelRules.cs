using System.Text.RegularExpressions;

namespace ActiveReach.HouseRules;

/// <summary>A further channel is a further line where the channels live, and nowhere else.</summary>
public sealed partial class ChannelRules
{
    private const string Home = "functions/ActiveReach/Channels/";

    /// <summary>Who keeps channels as numbers: the stores, the number of a batch, and the links that carry it.</summary>
    private static readonly string[] Keepers = ["functions/ActiveReach.Sqlite/", "functions/ActiveReach.Azure/", "functions/ActiveReach/Ids/BatchNumber.cs", "functions/ActiveReach/Links/TokenBits.cs", "tests/ActiveReach.Tests/Channels/"];

    [Fact]
    public void No_channel_is_cast_to_a_number_or_made_a_bit_outside_its_home() => Verdict.None(
        Outside(["functions", "embedded", "tests"], Home).SelectMany(file => file.Find(NumberOrBit())),
        $"Channels are numbers in {Home} only: use a ChannelSet for several channels (ChannelSet.All for each), a PerChannel<T> for a value by channel, and Bind, GetChannel and GetChannels of ChannelColumns for columns.");

    [Fact]
    public void Only_stores_batch_numbers_and_links_know_the_number_of_a_channel() => Verdict.None(
        Outside(["functions", "embedded", "tests"], [Home, .. Keepers]).SelectMany(file => file.Find(Stored())),
        "The number of a channel is for what is kept: use a ChannelSet or a PerChannel<T>, or put the code into a store.");

    [Fact]
    public void Nothing_switches_over_channels_outside_their_folders() => Verdict.None(
        Outside(["functions"], Home, "functions/ActiveReach.Channels/").SelectMany(file => file.Find(Arm())),
        "A switch forgets the next channel without a word: ask the channel for what it differs in (its ChannelTraits), which every channel has to say.");

    private static IEnumerable<SourceFile> Outside(IEnumerable<string> folders, params string[] allowed) =>
        Verdict.Some(SourceTree.Files(folders, ".cs"), "source files")
            .Where(file => file.Name != $"{nameof(ChannelRules)}.cs" && !allowed.Any(place => file.Path.StartsWith(place, StringComparison.Ordinal)));

    [GeneratedRegex(@"\(Channel\??\)\s*[\w(]|\((u?int|u?long|u?short|s?byte)\??\)\s*[\w.!?]*[cC]hannel\b|\b1[uUlL]*\s*<<[^;]*[cC]hannel|Get(Values|Names)<Channel>")]
    private static partial Regex NumberOrBit();

    [GeneratedRegex(@"\bStoredChannel\b|hannels?\b[^,;]*\.ToStored\(|ChannelSet\.FromStored\(")]
    private static partial Regex Stored();

    [GeneratedRegex(@"^\s*(case\s+)?Channel\.\w+(\s+or\s+Channel\.\w+)*(\s+when\b.*)?\s*(=>|:)")]
    private static partial Regex Arm();
}
