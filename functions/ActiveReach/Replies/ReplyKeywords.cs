using ActiveReach.Replies.Words;

namespace ActiveReach.Replies;

/// <summary>What a text asks for. It opts out when it consists of an opt-out word of any language and of nothing that has weight beside it: the word
/// again, "please", thanks, what is to stop, a number, a signature. A text that begins with such a word and goes on, or asks to stop in
/// other words, is left to a person. Sources: CTIA Messaging Principles; 47 CFR 64.1200(a)(10); keyword lists of carriers.</summary>
public static class ReplyKeywords
{
    /// <summary>Longer texts are cut before they are looked at.</summary>
    private const int Longest = 2000;

    /// <param name="own">Words of the workspace.</param>
    public static ReplyKind Classify(string text, ReplyWords? own = null)
    {
        var reading = new Reading(
            FoldedText.Of(ReplySignature.Without(text.Length <= Longest ? text : text[..Longest])),
            own is null ? Vocabulary.Everyone : Vocabulary.With(own));
        return reading.IsOnly(WordUse.Stop, WordUse.Courtesy | WordUse.About) ? ReplyKind.OptOut
            : reading.IsOnly(WordUse.Start, WordUse.Courtesy) || reading.IsNothingBut(WordUse.Start | WordUse.StartAlone) ? ReplyKind.OptIn
            : reading.IsOnly(WordUse.Help, WordUse.Courtesy | WordUse.About) ? ReplyKind.Help
            : reading.AsksToStop() ? ReplyKind.StopRequest
            : ReplyKind.Reply;
    }

    private readonly struct Reading(FoldedText text, Vocabulary words)
    {
        /// <summary>Whether the text consists of words of the use, after words of courtesy or none, and of what may be added.</summary>
        public bool IsOnly(WordUse use, WordUse added) => IsOnly(0, text.Count, use, added);

        public bool IsNothingBut(WordUse use)
        {
            var at = 0;
            while (words.Find(text, at, use, out _, out var next))
                at = next;
            return at > 0 && at == text.Count;
        }

        public bool AsksToStop()
        {
            if (words.Find(text, 0, WordUse.FirmStop, out _, out _))
                return true;
            for (var at = 0; at < text.Count; at++)
            {
                if (IsFirmClause(at) || IsAsked(at))
                    return true;
            }

            return false;
        }

        /// <summary>"Wrong number. Stop."</summary>
        private bool IsFirmClause(int at)
        {
            if (!text.OpensClause(at))
                return false;
            var end = at + 1;
            while (end < text.Count && !text.OpensClause(end))
                end++;
            return IsOnly(at, end, WordUse.FirmStop, WordUse.Courtesy | WordUse.About);
        }

        private bool IsAsked(int at)
        {
            if (!words.Find(text, at, WordUse.Asks | WordUse.ClearStop | WordUse.Please, out var found, out var next))
                return false;
            if ((found & (WordUse.Asks | WordUse.ClearStop)) is not WordUse.None)
                return text.OpensClause(at) || !IsDeniedBefore(at);
            return words.Find(text, next, WordUse.FirmStop, out _, out _);
        }

        private bool IsDeniedBefore(int at)
        {
            for (var from = Math.Max(0, at - 3); from < at; from++)
            {
                if (words.Find(text, from, WordUse.Not, out _, out var next) && next == at)
                    return true;
            }

            return false;
        }

        private bool IsOnly(int at, int end, WordUse use, WordUse added)
        {
            while (at < end)
            {
                if (words.Find(text, at, use, out _, out var next) && EndOf(next, use | added) >= end)
                    return true;
                if (!words.Find(text, at, WordUse.Courtesy, out _, out at))
                    return false;
            }

            return false;
        }

        /// <summary>The first word from here on that is neither of these uses nor a number; a signature goes to the end.</summary>
        private int EndOf(int at, WordUse uses)
        {
            while (at < text.Count)
            {
                if (words.Find(text, at, WordUse.Signature, out _, out _))
                    return text.Count;
                if (words.Find(text, at, uses, out _, out var next))
                    at = next;
                else if (text.IsNumber(at))
                    at++;
                else
                    return at;
            }

            return at;
        }
    }
}
