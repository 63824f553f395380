namespace ActiveReach.Sqlite.Tests.Audiences.Files;

/// <summary>Good and bad cells: what is understood, what is left out with a warning, and what costs the row.</summary>
internal static class CellFiles
{
    public static IEnumerable<FileCase> All =>
    [
        new("one bad optional cell of each kind: nobody is lost",
            "email,phone,birthday,timezone,country,language,lat,lon,consent.sms\nana@x.example,12,31/02/1990,Mars/Base,Atlantis,x,91,2,perhaps\n", "ana@x.example")
        {
            Warnings = 8, Ndjson = """{"email":"ana@x.example","phone":"12","birthday":"31/02/1990","timezone":"Mars/Base","country":"Atlantis","language":"x","lat":91,"lon":2,"consent":{"sms":"perhaps"}}""",
        },
        new("a bad mailbox beside a good phone", "phone,email\n+34600123456,ana@\n", "+34600123456") { Warnings = 1, Ndjson = """{"phone":"+34600123456","email":"ana@"}""" },
        new("every address bad and no id: the row is lost", "phone,email,first_name\n12,ana@,Ana\n") { Rejected = 1, Ndjson = """{"phone":"12","email":"ana@","firstName":"Ana"}""" },
        new("nobody named", "first_name,email\nAna,\n") { Rejected = 1, Ndjson = """{"firstName":"Ana"}""" },
        new("zones, countries and languages without case", "email,timezone,country,language\nana@x.example,europe/madrid,es,ES-es\n", "ana@x.example zone=Europe/Madrid country=ES language=es-ES")
        {
            Ndjson = """{"email":"ana@x.example","timezone":"europe/madrid","country":"es","language":"ES-es"}""",
        },
        new("countries by name and by three letters", "email,country\nana@x.example,Germany\nbo@x.example,USA\ncy@x.example,united kingdom\n", "ana@x.example country=DE", "bo@x.example country=US", "cy@x.example country=GB")
        {
            Ndjson = "{\"email\":\"ana@x.example\",\"country\":\"Germany\"}\n{\"email\":\"bo@x.example\",\"country\":\"USA\"}\n{\"email\":\"cy@x.example\",\"country\":\"united kingdom\"}",
        },
        new("tags by commas", "email,tags\nana@x.example,\"vip, new\"\n", "ana@x.example tags=vip;new") { Ndjson = """{"email":"ana@x.example","tags":"vip, new"}""" },
        new("tags by semicolons", "email,tags\nana@x.example,vip; new\n", "ana@x.example tags=vip;new") { Ndjson = """{"email":"ana@x.example","tags":"vip; new"}""" },
        new("consent in the words of exports",
            "email,consent.email\na@x.example,yes\nb@x.example,Subscribed\nc@x.example,TRUE\nd@x.example,1\ne@x.example,no\nf@x.example,Unsubscribed\ng@x.example,cleaned\nh@x.example,false\ni@x.example,0\nj@x.example,Non-Subscribed\n",
            "a@x.example yes=email", "b@x.example yes=email", "c@x.example yes=email", "d@x.example yes=email", "e@x.example no=email", "f@x.example no=email", "g@x.example no=email", "h@x.example no=email",
            "i@x.example no=email", "j@x.example")
        {
            Ndjson = """
                {"email":"a@x.example","consent":{"email":"yes"}}
                {"email":"b@x.example","consent":{"email":"Subscribed"}}
                {"email":"c@x.example","consent":{"email":true}}
                {"email":"d@x.example","consent":{"email":1}}
                {"email":"e@x.example","consent":{"email":"no"}}
                {"email":"f@x.example","consent":{"email":"Unsubscribed"}}
                {"email":"g@x.example","consent":{"email":"cleaned"}}
                {"email":"h@x.example","consent":{"email":false}}
                {"email":"i@x.example","consent":{"email":0}}
                {"email":"j@x.example","consent":{"email":"Non-Subscribed"}}
                """,
        },
        new("a sign or letters of another alphabet make no yes of a word", "email,consent.email\na@x.example,-1\nb@x.example,нет 1\n", "a@x.example", "b@x.example") { Warnings = 2 },
        new("what is blank says nothing", "external_id,email,tags,custom.plan,consent.email\nc1,ana@x.example,vip,gold,yes\nc1,ana@x.example,,,\n", "id=c1 ana@x.example tags=vip yes=email custom.plan='gold'")
        {
            NewFields = "plan:text",
            Ndjson = "{\"externalId\":\"c1\",\"email\":\"ana@x.example\",\"tags\":[\"vip\"],\"custom\":{\"plan\":\"gold\"},\"consent\":{\"email\":\"yes\"}}\n{\"externalId\":\"c1\",\"email\":\"\",\"tags\":\"\",\"custom\":{\"plan\":\" \"},\"consent\":{\"email\":\"\"}}",
        },
        new("a text takes numbers as they are written", "email,custom.zip\nana@x.example,12345\nbo@x.example,01234\n", "ana@x.example custom.zip='12345'", "bo@x.example custom.zip='01234'")
        {
            NewFields = "zip:text", Ndjson = "{\"email\":\"ana@x.example\",\"custom\":{\"zip\":12345}}\n{\"email\":\"bo@x.example\",\"custom\":{\"zip\":\"01234\"}}",
        },
        new("half of a byte order mark in the middle of a name", "external_id,first_name\nc1,\uFFFEAna\n", "id=c1") { Warnings = 1, Ndjson = "{\"externalId\":\"c1\",\"firstName\":\"\uFFFEAna\"}" },
        new("ids that a spreadsheet shortened", "external_id,email\n7.01235E+12,ana@x.example\n7012350000000,bo@x.example\n", "id=7012350000000 bo@x.example")
        {
            Rejected = 1, Ndjson = "{\"externalId\":\"7.01235E+12\",\"email\":\"ana@x.example\"}\n{\"externalId\":\"7012350000000\",\"email\":\"bo@x.example\"}",
        },
        new("ids that are none", "external_id,email\n#N/A,a@x.example\nNULL,b@x.example\n0,c@x.example\n-,d@x.example\n") { Rejected = 4 },
        new("one id, two people", "external_id,email,phone\nc1,ana@x.example,+34600123456\nc1,bo@x.example,+34600123457\n", "id=c1 bo@x.example +34600123457") { Warnings = 1 },
        new("one id twice with the same mailbox is one person", "external_id,email,city\nc1,ana@x.example,Pune\nc1,ana@x.example,Goa\n", "id=c1 ana@x.example city=Goa"),
        new("phones as people write them",
            "external_id,phone,country\na,+49 (0) 151 23456789,\nb,0151 23456789,DE\nc,06 6982 1234,IT\nd,(512) 555-0143,US\ne,0034 600 12 34 56,\nf,tel:+34600123457,\n",
            "id=a +4915123456789", "id=b +4915123456789 country=DE", "id=c +390669821234 country=IT", "id=d +15125550143 country=US", "id=e +34600123456", "id=f +34600123457"),
        new("phones that are two, or cost money, or were damaged", "external_id,phone,country\na,+49 151 23456789/90,\nb,0900 1234567,DE\nc,4.91512E+12,\n", "id=a", "id=b country=DE", "id=c") { Warnings = 3 },
        new("a row with more cells than the header", "email,city\nana@x.example,Pune, MH\nbo@x.example,Goa\n", "bo@x.example city=Goa") { Rejected = 1 },
        new("a quotation mark that isn't doubled costs its row alone", "email,city\nana@x.example,\"the \"big\" one\"\nbo@x.example,Goa\n", "bo@x.example city=Goa") { Rejected = 1 },
        new("a line that is no JSON costs itself alone", "email\nbo@x.example\n\"\"x\n", "bo@x.example") { Rejected = 1, Ndjson = "{\"email\":\"bo@x.example\"}\n{\"email\":" },
        new("mailboxes are folded, their domains in ASCII", "email\nAna@EXAMPLE.com\nbo@köln.example\n", "ana@example.com", "bo@xn--kln-sna.example") { Ndjson = "{\"email\":\"Ana@EXAMPLE.com\"}\n{\"email\":\"bo@köln.example\"}" },
        new("errors of a spreadsheet in other cells", "email,city,custom.n\nana@x.example,#REF!,#DIV/0!\nbo@x.example,Goa,3\n", "ana@x.example", "bo@x.example city=Goa custom.n='3'") { Warnings = 2, NewFields = "n:text" },
        new("a fallback for the phone", "external_id,Phone,Landline\na,+34600123456,+34911234567\nb,,+34911234567\n", "id=a +34600123456", "id=b +34911234567") { Map = "Landline:phone?" },
        new("a time of consent, and a no that counts before it", "email,Joined,Left\nana@x.example,2024-01-02,\nbo@x.example,2024-01-02,2025-01-02\n", "ana@x.example yes=email", "bo@x.example no=email")
        {
            Map = "Joined:consent.email=opted_in|Left:consent.email=opted_out",
        },
    ];
}
