using ActiveReach.Ids;
using ActiveReach.Links;

namespace ActiveReach.Tests.Links;

public sealed class LinkTokenTests
{
    private static readonly LinkSigner Signer = new(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());
    private readonly LinkTokens tokens = new(Signer);

    [Theory]
    [InlineData("cmp_0123456789abcdefghij.1", 0, 0, 0, 0)]
    [InlineData("cmp_zzzzzzzzzzzzzzzzzzzz.12", 7, 10_204, 97, 3)]
    [InlineData("cmp_AbCdEfGhIjKlMnOpQrSt.2147483647", int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue)]
    [InlineData("a run of another making", 1, 2, 3, 4)]
    [InlineData("cmp_0123456789abcdefghij.01", 1, 2, 3, 4)]
    public void A_token_gives_back_what_it_was_made_of(string run, int shard, int batch, int row, int link)
    {
        var token = new LinkToken(new LedgerAddress(new RunId(run), shard, batch, row), link);

        var read = tokens.TryRead(LinkPurpose.Click, tokens.Write(LinkPurpose.Click, token), out var back);

        Assert.True(read);
        Assert.Equal(token, back);
    }

    [Fact]
    public void An_ordinary_token_is_short_enough_for_a_text_message()
    {
        var token = tokens.Write(LinkPurpose.Click, new LinkToken(new LedgerAddress(new RunId("cmp_0123456789abcdefghij.1"), 3, 120, 42), 1));

        Assert.InRange(token.Length, 1, 45);
    }

    [Fact]
    public void A_token_of_one_purpose_is_worth_nothing_for_another()
    {
        var open = tokens.Write(LinkPurpose.Open, new LinkToken(new LedgerAddress(new RunId("cmp_0123456789abcdefghij.1"), 1, 1, 1), 0));

        Assert.False(tokens.TryRead(LinkPurpose.Unsubscribe, open, out _));
    }

    [Fact]
    public void Ten_thousand_mutated_tokens_are_all_refused()
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/% \n\u00e9";
        var random = new Random(5);
        var original = tokens.Write(LinkPurpose.Click, new LinkToken(new LedgerAddress(new RunId("cmp_0123456789abcdefghij.1"), 3, 120, 42), 1));
        for (var i = 0; i < 10_000; i++)
        {
            var text = original.ToCharArray().ToList();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                var at = random.Next(text.Count);
                switch (random.Next(3))
                {
                    case 0: text[at] = alphabet[random.Next(alphabet.Length)]; break;
                    case 1: text.RemoveAt(at); break;
                    default: text.Insert(at, alphabet[random.Next(alphabet.Length)]); break;
                }
            }

            var mutated = new string([.. text]);
            Assert.Equal(mutated == original, tokens.TryRead(LinkPurpose.Click, mutated, out _));
        }
    }

    [Fact]
    public void Every_flipped_bit_is_noticed()
    {
        Span<byte> signature = stackalloc byte[12];
        byte[] message = [1, 2, 3, 4, 5, 6];
        Signer.Sign(LinkPurpose.Click, message, signature);
        for (var bit = 0; bit < message.Length * 8; bit++)
        {
            message[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Signer.Verify(LinkPurpose.Click, message, signature));
            message[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.True(Signer.Verify(LinkPurpose.Click, message, signature));
    }
}
