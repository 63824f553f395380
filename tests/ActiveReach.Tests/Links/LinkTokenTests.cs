using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Links;

namespace ActiveReach.Tests.Links;

public sealed class LinkTokenTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static readonly byte[] First = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly byte[] Second = [.. Enumerable.Range(100, 32).Select(i => (byte)i)];
    private static readonly LinkSigner Signer = new(First);
    private static readonly LinkToken Some = new(12_345_678_901, Place(Stage.Rest, Channel.Sms, 120, 42), 1);
    private readonly LinkTokens tokens = new(Signer);

    public static TheoryData<string, string, int, int, int, int> TokensThatAreOut => new()
    {
        { "AQAJVW5lSgEwGurlmoGagQAAAABEBpjlEyatTmed1Xg", "cmp_0123456789abcdefghij.1", 0, 0, 0, 0 },
        { "DIeqwZ5AqvwOIMmPWA___wfcT2EDuJHDcuMtMXr_BlZA", "cmp_zzzzzzzzzzzzzzzzzzzz.12", 7, 10_204, 97, 3 },
        { "_____wcXMd93bGXK79360A8cBHP_____B_____8H_____wf_____B62OuoMcR8be-e4svQ", "cmp_AbCdEfGhIjKlMnOpQrSt.2147483647", int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue },
        { "ABdhIHJ1biBvZiBhbm90aGVyIG1ha2luZwECAwQPYrPewz8m6xCKE0E", "a run of another making", 1, 2, 3, 4 },
        { "ABp0c3RfMDEyMzQ1Njc4OWFiY2RlZmdoaWprbAAAAAH8lsVvzxD_Sy4IP6U", "tst_0123456789abcdefghijkl", 0, 0, 0, 1 },
    };

    [Fact]
    public void A_token_has_26_characters_and_gives_back_what_it_was_made_of_whatever_that_is()
    {
        var random = new Random(4);
        for (var i = 0; i < 10_000; i++)
        {
            Channel? channel = random.Next(4) > 0 ? ChannelSet.All.ElementAt(random.Next(ChannelSet.All.Count)) : null;
            var address = Place(random.Next(32), channel, random.Next(1 << 17), random.Next(128)) with { Shard = random.Next(64) };
            var token = new LinkToken(random.NextInt64(1L << 36), address, random.Next(2048));

            var text = tokens.Write(LinkPurpose.Click, token);

            Assert.Equal(26, text.Length);
            Assert.True(tokens.TryRead(LinkPurpose.Click, text, out var back));
            Assert.Equal(token, back);
        }
    }

    [Fact]
    public void What_a_token_has_no_room_for_is_refused_by_name()
    {
        (LinkToken Token, string Part)[] cases =
        [
            (Some with { Run = 1L << 36 }, "Run"),
            (Some with { Link = 2048 }, "Link"),
            (Some with { Link = -1 }, "Link"),
            (Some with { Address = Some.Address with { Shard = 64 } }, "Shard"),
            (Some with { Address = Some.Address with { Row = 128 } }, "Row"),
            (Some with { Address = Place(32, Channel.Sms, 0, 0) }, "Stage"),
            (Some with { Address = Place(Stage.Rest, Channel.Sms, 1 << 17, 0) }, "Sequence"),
        ];

        Assert.All(cases, each => Assert.Equal(each.Part, Assert.Throws<ArgumentOutOfRangeException>(() => tokens.Write(LinkPurpose.Click, each.Token)).ParamName));
    }

    [Theory]
    [MemberData(nameof(TokensThatAreOut))]
    public void A_token_in_a_message_of_before_runs_had_numbers_still_says_what_it_said(string text, string run, int shard, int batch, int row, int link)
    {
        var rotated = new LinkTokens(new LinkSigner(new Dictionary<int, byte[]> { [0] = First, [1] = Second }));

        Assert.All([tokens, rotated], reader =>
        {
            Assert.True(reader.TryRead(LinkPurpose.Click, text, out var read));
            Assert.Equal(new LinkToken(null, new LedgerAddress(new RunId(run), shard, batch, row), link), read);
        });
        Assert.False(tokens.TryRead(LinkPurpose.Open, text, out _));
        AssertRefused(text, new Random(9), 2_000);
    }

    [Fact]
    public void A_token_of_one_purpose_is_worth_nothing_for_another()
    {
        var open = tokens.Write(LinkPurpose.Open, Some);

        Assert.False(tokens.TryRead(LinkPurpose.Unsubscribe, open, out _));
        Assert.False(tokens.TryRead(LinkPurpose.Click, open, out _));
    }

    [Fact]
    public void Ten_thousand_mutated_tokens_are_all_refused() => AssertRefused(tokens.Write(LinkPurpose.Click, Some), new Random(5), 10_000);

    [Fact]
    public void Every_other_letter_in_any_place_is_noticed_among_them_those_that_differ_in_bits_that_do_not_count()
    {
        var text = tokens.Write(LinkPurpose.Click, Some);
        for (var at = 0; at < text.Length; at++)
            Assert.All(Alphabet.Where(letter => letter != text[at]), letter => Assert.False(tokens.TryRead(LinkPurpose.Click, text[..at] + letter + text[(at + 1)..], out _)));
        Assert.All([text + "=", text + "==", text + "A", text[..^1], " " + text, text + "\n", ""], wrong => Assert.False(tokens.TryRead(LinkPurpose.Click, wrong, out _)));
    }

    [Fact]
    public void Every_flipped_bit_is_noticed()
    {
        Span<byte> signature = stackalloc byte[8];
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

    [Fact]
    public void The_newest_key_signs_and_the_others_verify_until_they_are_taken_away()
    {
        var before = tokens.Write(LinkPurpose.Click, Some);
        var rotated = new LinkTokens(new LinkSigner(new Dictionary<int, byte[]> { [0] = First, [9] = Second }));
        var after = rotated.Write(LinkPurpose.Click, Some);

        Assert.NotEqual(before, after);
        Assert.All([before, after], text => Assert.True(rotated.TryRead(LinkPurpose.Click, text, out var read) && read == Some));
        Assert.False(tokens.TryRead(LinkPurpose.Click, after, out _));
        Assert.False(new LinkTokens(new LinkSigner(new Dictionary<int, byte[]> { [9] = Second })).TryRead(LinkPurpose.Click, before, out _));
        Assert.False(new LinkTokens(new LinkSigner(new Dictionary<int, byte[]> { [0] = First, [9] = First })).TryRead(LinkPurpose.Click, after, out _));
    }

    [Fact]
    public void A_signature_of_less_than_64_bits_is_neither_made_nor_taken()
    {
        Assert.Throws<ArgumentException>(() => Signer.Sign(LinkPurpose.Click, [1], new byte[7]));
        var signature = new byte[8];
        Signer.Sign(LinkPurpose.Click, [1], signature);
        Assert.False(Signer.Verify(LinkPurpose.Click, [1], signature.AsSpan(0, 7)));
    }

    private void AssertRefused(string original, Random random, int times)
    {
        const string letters = Alphabet + "=+/% \n\u00e9";
        for (var i = 0; i < times; i++)
        {
            var text = original.ToCharArray().ToList();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                var at = random.Next(text.Count);
                switch (random.Next(3))
                {
                    case 0: text[at] = letters[random.Next(letters.Length)]; break;
                    case 1: text.RemoveAt(at); break;
                    default: text.Insert(at, letters[random.Next(letters.Length)]); break;
                }
            }

            var mutated = new string([.. text]);
            Assert.Equal(mutated == original, tokens.TryRead(LinkPurpose.Click, mutated, out _));
        }
    }

    private static LedgerAddress Place(int stage, Channel? channel, int sequence, int row) => BatchNumber.Of(stage, channel, sequence).Row(default, 0, row);
}
