using ActiveReach.Azure.Audiences.Contacts;
using ActiveReach.Ids;

namespace ActiveReach.Azure.Audiences.Behaviour;

/// <summary>Contacts of a workspace: a bit for each number, 125 kB for a million.</summary>
/// <param name="workspace">Its number.</param>
internal sealed class ContactSet(long workspace)
{
    private const int BitsOfWord = 64;

    private readonly long first = ContactIds.Before(workspace);
    private ulong[] words = [];

    public int Count { get; private set; }

    /// <summary>Their ids, in order.</summary>
    public IEnumerable<long> Members =>
        from word in Enumerable.Range(0, words.Length)
        where words[word] != 0
        from bit in Enumerable.Range(0, BitsOfWord)
        where (words[word] >> bit & 1) == 1
        select first + ((long)word * BitsOfWord) + bit;

    /// <summary>Those of other workspaces are left out.</summary>
    public void Add(ContactId contact)
    {
        if (!ContactIds.Holds(workspace, contact))
            return;
        var (word, bit) = PlaceOf(contact);
        if (word >= words.Length)
            Array.Resize(ref words, Math.Max(word + 1, words.Length * 2));
        Count += (words[word] & bit) == 0 ? 1 : 0;
        words[word] |= bit;
    }

    public bool Contains(ContactId contact) => PlaceOf(contact) is var (word, bit) && word < words.Length && (words[word] & bit) != 0;

    private (int Word, ulong Bit) PlaceOf(ContactId contact) => ((int)((contact.Value - first) / BitsOfWord), 1UL << (int)((contact.Value - first) % BitsOfWord));
}
