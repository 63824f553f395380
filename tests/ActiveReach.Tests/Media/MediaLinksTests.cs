using System.Buffers.Text;
using ActiveReach.Links;
using ActiveReach.Media;
using ActiveReach.Workspaces;

namespace ActiveReach.Tests.Media;

public sealed class MediaLinksTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static readonly byte[] First = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly byte[] Second = [.. Enumerable.Range(100, 32).Select(i => (byte)i)];
    private static readonly Uri Base = new("https://reach.example/base/");
    private static readonly WorkspaceId Shop = new("shop");
    private static readonly string Media = MediaItem.IdOf(new byte[32]);
    private readonly MediaLinks links = new(new LinkSigner(First), Base);

    [Fact]
    public void A_link_leads_to_its_upload_also_when_another_key_signs_by_now()
    {
        var url = links.UrlOf(Shop, Media);
        Assert.StartsWith("https://reach.example/base/m/", url, StringComparison.Ordinal);
        var rotated = new MediaLinks(new LinkSigner(new Dictionary<int, byte[]> { [0] = First, [1] = Second }), Base);
        Assert.All([links, rotated], reader => Assert.Equal((Shop, Media), reader.Read(url.Split('/')[^1])));
        Assert.NotEqual(url, rotated.UrlOf(Shop, Media));
        Assert.Null(new MediaLinks(new LinkSigner(Second), Base).Read(url.Split('/')[^1]));
    }

    [Fact]
    public void A_link_with_any_letter_another_or_cut_short_or_of_another_purpose_leads_nowhere()
    {
        var token = links.TokenOf(Shop, Media);
        for (var at = 0; at < token.Length; at++)
        {
            foreach (var letter in Alphabet.Where(letter => letter != token[at]))
                Assert.Null(links.Read(string.Concat(token.AsSpan(0, at), letter.ToString(), token.AsSpan(at + 1))));
            Assert.Null(links.Read(token[..at]));
        }

        Assert.Null(links.Read(token + "A"));
        Assert.Null(links.Read(new LinkTokens(new LinkSigner(First)).Write(LinkPurpose.Click, new LinkToken(1, default, 0))));
    }

    [Fact]
    public void A_link_of_one_workspace_is_none_of_another()
    {
        var own = links.TokenOf(Shop, Media);
        var others = links.TokenOf(new WorkspaceId("shoq"), Media);
        Assert.NotEqual(own, others);

        // The signature of one behind the words of the other.
        var (mine, theirs) = (Base64Url.DecodeFromChars(own), Base64Url.DecodeFromChars(others));
        Assert.Null(links.Read(Base64Url.EncodeToString([.. mine[..^16], .. theirs[^16..]])));
        Assert.Null(links.Read(Base64Url.EncodeToString([.. theirs[..^16], .. mine[^16..]])));
    }
}
