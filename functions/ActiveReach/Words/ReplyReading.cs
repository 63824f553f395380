namespace ActiveReach.Words;

/// <summary>A text, read with the words of a vocabulary.</summary>
internal readonly struct ReplyReading(FoldedText text, Vocabulary words)
{
    /// <summary>A text that ends with STOP after more words than these tells of something.</summary>
    private const int MostWordsBeforeStop = 5;

    /// <summary>The word that people of all languages know, so that it ends a sentence of theirs.</summary>
    private static readonly string[] TheWord = ["STOP", "STOPP", "СТОП", "ΣΤΟΠ"];

    public bool IsStop() => IsStop(0, text.Count, isFirmNeeded: false);

    /// <summary>Whether the text consists of words of the use, after words of courtesy or none, and of what may be added.</summary>
    public bool IsOnly(WordUse use, WordUse added)
    {
        for (var at = 0; at < text.Count;)
        {
            if (words.Find(text, at, use, out _, out var next) && EndOf(next, use | added) >= text.Count)
                return true;
            if (!words.Find(text, at, WordUse.Courtesy, out _, out at))
                return false;
        }

        return false;
    }

    public bool IsNothingBut(WordUse use)
    {
        var at = 0;
        while (words.Find(text, at, use, out _, out var next))
            at = next;
        return at > 0 && at == text.Count;
    }

    public bool AsksToStop()
    {
        if (words.Find(text, 0, WordUse.FirmStop, out _, out _) || IsOnly(WordUse.Stop, WordUse.Courtesy | WordUse.About) || EndsWithStop())
            return true;
        for (var at = 0; at < text.Count; at++)
        {
            if (IsFirmClause(at) || IsAsked(at))
                return true;
        }

        return false;
    }

    /// <summary>An opt-out word and nothing of weight around it. Many languages name first what is to stop, and then may say more about it:
    /// "alle Nachrichten stoppen", but not "the end".</summary>
    private bool IsStop(int from, int end, bool isFirmNeeded)
    {
        var (isStop, isFirm, hasSubject, hasFiller, hasNumber) = (false, false, false, false, false);
        for (var at = from; at < end;)
        {
            if (isStop && words.Find(text, at, WordUse.Signature, out _, out _))
                break;
            if (!(hasNumber && text.IsNumber(at)) && words.Find(text, at, WordUse.Stop | WordUse.FirmStop, out var stop, out var next))
            {
                if (!isStop && hasFiller && !hasSubject)
                    return false;
                (isStop, isFirm, at) = (true, isFirm || stop.HasFlag(WordUse.FirmStop), next);
            }
            else if (words.Find(text, at, WordUse.Courtesy | WordUse.About | WordUse.Subject | WordUse.Says | (isStop ? WordUse.None : WordUse.ReplyBefore), out var found, out next))
            {
                hasSubject |= found.HasFlag(WordUse.Subject);
                hasFiller |= found is WordUse.About;
                at = next;
            }
            else if (text.IsNumber(at))
            {
                hasNumber = true;
                at++;
            }
            else
            {
                return false;
            }
        }

        return isFirm || (isStop && !isFirmNeeded && (hasSubject || !(hasFiller || hasNumber)));
    }

    /// <summary>"Wrong number. Stop."</summary>
    private bool IsFirmClause(int at)
    {
        if (!text.OpensClause(at))
            return false;
        var end = at + 1;
        while (end < text.Count && !text.OpensClause(end))
            end++;
        return IsStop(at, end, isFirmNeeded: true);
    }

    private bool IsAsked(int at)
    {
        if (!words.Find(text, at, WordUse.Asks | WordUse.ClearStop | WordUse.Please, out var found, out var next))
            return false;
        if ((found & (WordUse.Asks | WordUse.ClearStop)) is not WordUse.None)
            return text.OpensClause(at) || !IsJustBefore(at, WordUse.Not);
        return words.Find(text, next, WordUse.FirmStop, out _, out _);
    }

    /// <summary>"You must stop", but not "never stop" or "bus stop".</summary>
    private bool EndsWithStop()
    {
        for (var at = 0; at < text.Count && at < MostWordsBeforeStop; at++)
        {
            if (words.Find(text, at, WordUse.Not, out _, out _))
                return false;
            if (TheWord.Contains(text.Between(at, at + 1).ToString()) && !IsJustBefore(at, WordUse.Makes)
                && EndOf(at + 1, WordUse.Stop | WordUse.Courtesy | WordUse.About) >= text.Count)
                return true;
        }

        return false;
    }

    private bool IsJustBefore(int at, WordUse use)
    {
        for (var from = Math.Max(0, at - 3); from < at; from++)
        {
            if (words.Find(text, from, use, out _, out var next) && next == at)
                return true;
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
