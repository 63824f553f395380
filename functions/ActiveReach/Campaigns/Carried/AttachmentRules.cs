using System.Globalization;
using ActiveReach.Channels;
using ActiveReach.Channels.Cast;
using ActiveReach.Media;
using ActiveReach.Media.Attached;
using ActiveReach.Problems;

namespace ActiveReach.Campaigns.Carried;

/// <summary>Which uploads may go with a mail as attachments.</summary>
internal static class AttachmentRules
{
    /// <summary>Bytes of all attachments of a mail. In base64 they are a third more, and Communication Services take 10 MB with everything
    /// (learn.microsoft.com/azure/communication-services/concepts/service-limits); mail servers mostly take as much, Amazon SES 40 MB
    /// (docs.aws.amazon.com/ses/latest/dg/quotas.html).</summary>
    internal const long MostBytes = 7_000_000;

    private const double Megabyte = 1_000_000;

    public static IEnumerable<InputProblem> Check(string path, Channel channel, Content content, IReadOnlyDictionary<string, MediaItem?> known)
    {
        // On another channel the part itself is refused.
        var limits = channel.Traits().Attachments.Limits.SelectMany(limit => limit.Types).ToList();
        if (content.Attachments is not { Count: > 0 } given || limits.Count == 0)
            yield break;
        for (var place = 0; place < given.Count; place++)
        {
            var (at, name) = ($"{path}[{place}]", given[place].Name);
            var (item, fault) = NamedUpload.Find($"{at}.mediaId", given[place].MediaId, given.Take(place).Select(before => before.MediaId), known);
            if (item is null)
                yield return fault!;
            else if (!limits.Contains(item.Form.Name))
                yield return new InputProblem($"{at}.mediaId", "media_type", $"'{item.Name}' is {item.Form.Label}, and attachments are {string.Join(", ", limits.Select(type => MediaType.Of(type)!.Label))}: use another file, or name it in media, which links to it.");
            else if (name is not null && !AttachmentName.EndsAs(name, item.Form))
                yield return new InputProblem($"{at}.name", "invalid_value", $"{at}.name is '{InputProblem.Shorten(name)}', and the file is {item.Form.Label}: let it end in .{item.Form.Ending}, or programs don't open it.");
        }

        if (given.DistinctBy(reference => reference.MediaId).Sum(reference => known[reference.MediaId]?.Bytes ?? 0) is var bytes and > MostBytes)
            yield return new InputProblem(path, "media_too_large", string.Create(CultureInfo.InvariantCulture, $"{path} have {bytes / Megabyte:0.0#} MB together, and a mail carries up to {MostBytes / Megabyte:0} MB, which are 10 MB on their way: make them smaller, or name them in media, which links to them."));
    }
}
