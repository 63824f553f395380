namespace ActiveReach.Sqlite.Tests.Audiences.Files;

/// <summary>Exports of the tools that people leave, with the headers that their documentation and their users' files show.</summary>
internal static class ExportedFiles
{
    public static IEnumerable<FileCase> All =>
    [
        new("Mailchimp: subscribed members",
            """"
            "Email Address","First Name","Last Name",Address,"Phone Number",Birthday,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS
            ana@x.example,Ana,Pérez,"1 Main St  Austin TX  78701  US","+1 512-555-0143",05/31,2,"2024-01-02 03:04:05",1.2.3.4,"2024-01-02 03:05:00",1.2.3.4,30.2672,-97.7431,-6,-5,America/Chicago,us,tx,"2024-05-06 07:08:09",123,abc,,"""VIP"",""Blog readers"""
            bo@x.example,,,,,,2,,,"2024-01-02 03:05:00",,,,,,,,,"2024-05-06 07:08:09",124,abd,,
            """",
            "ana@x.example +15125550143 name=Ana Pérez zone=America/Chicago country=US at=30.2672,-97.7431 tags=VIP;Blog readers yes=email custom.address='1 Main St  Austin TX  78701  US' custom.birthday='05/31'",
            "bo@x.example yes=email")
        {
            Tool = "Mailchimp", NewFields = "address:text|birthday:text", LeftOut = "MEMBER_RATING|OPTIN_IP|CONFIRM_IP|GMTOFF|DSTOFF|REGION|LAST_CHANGED|LEID|EUID",
        },
        new("Mailchimp: unsubscribed members",
            """"
            "Email Address","First Name",MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME,UNSUB_TIME,UNSUB_CAMPAIGN_TITLE,UNSUB_CAMPAIGN_ID,UNSUB_REASON,UNSUB_REASON_OTHER,LAST_CHANGED,LEID,EUID
            cy@x.example,Cy,2,"2023-01-02 03:04:05","2023-01-02 03:04:05","2024-02-03 04:05:06","March news",9a8b,"NORMAL",,"2024-02-03 04:05:06",125,abe
            """",
            "cy@x.example name=Cy no=email")
        {
            Tool = "Mailchimp", LeftOut = "MEMBER_RATING|UNSUB_CAMPAIGN_TITLE|UNSUB_CAMPAIGN_ID|UNSUB_REASON|UNSUB_REASON_OTHER|LAST_CHANGED|LEID|EUID",
        },
        new("Mailchimp: cleaned members",
            """"
            "Email Address",MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME,CLEAN_TIME,CLEAN_CAMPAIGN_TITLE,CLEAN_CAMPAIGN_ID,LEID,EUID
            gone@x.example,1,,"2022-01-02 03:04:05","2024-02-03 04:05:06","March news",9a8b,126,abf
            """",
            "gone@x.example no=email")
        {
            Tool = "Mailchimp", LeftOut = "MEMBER_RATING|CLEAN_CAMPAIGN_TITLE|CLEAN_CAMPAIGN_ID|LEID|EUID",
        },
        new("Mailchimp: non-subscribed members, who bought something and never said yes",
            """"
            "Email Address","First Name",MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME,LAST_CHANGED,LEID,EUID
            shop@x.example,Di,2,,,"2024-02-03 04:05:06",127,ac0
            """",
            "shop@x.example name=Di")
        {
            Tool = "Mailchimp", LeftOut = "MEMBER_RATING|LAST_CHANGED|LEID|EUID",
        },
        new("Mailchimp: with a field of its users, of which one name has letters that make none",
            """"
            Email,FNAME,LNAME,"Shoe size","Lieblingsgröße",お気に入り,MEMBER_RATING,OPTIN_TIME,LEID,EUID
            ed@x.example,Ed,E,42,L,x,3,"2024-01-02 03:04:05",1,a
            """",
            "ed@x.example name=Ed E yes=email custom.lieblingsgro_e='L' custom.shoe_size=42")
        {
            Tool = "Mailchimp", NewFields = "lieblingsgro_e:text|shoe_size:number", LeftOut = "お気に入り|MEMBER_RATING|LEID|EUID",
        },
        new("HubSpot: all contacts",
            """"
            "Record ID","First Name","Last Name",Email,"Phone Number","Mobile Phone Number","Contact owner","Lead Status","Marketing contact status","Unsubscribed from all email","Email hard bounce reason","Create Date","Associated Company","Country/Region",City,"Preferred language"
            "51","Ana","Pérez","ana@x.example","+34 911 234 567","+34 600 123 456","Olga","NEW","Marketing contact","","","2024-05-06 07:08","Acme","Spain","Madrid","es"
            "52","Bo","","bo@x.example","","","","","Marketing contact","Yes","","2024-05-06 07:08","","United States","",""
            "53","Cy","","cy@x.example","","","","","Marketing contact","","UNKNOWN_USER","2024-05-06 07:08","","","",""
            "54","Di","","di@x.example","030 901820","","","","Non-marketing contact","","","2024-05-06 07:08","","Germany","",""
            """",
            "id=51 ana@x.example +34600123456 name=Ana Pérez city=Madrid country=ES language=es yes=email custom.lead_status='NEW'",
            "id=52 bo@x.example name=Bo country=US no=email",
            "id=53 cy@x.example name=Cy no=email",
            "id=54 di@x.example +4930901820 name=Di country=DE")
        {
            Tool = "HubSpot", NewFields = "lead_status:text", LeftOut = "Contact owner|Create Date|Associated Company",
        },
        new("HubSpot: unsubscribes and bounces",
            """"
            "Record ID",Email,"Portal Bounce","Portal Unsubscribe","Portal Spam Report","Global Bounce","Create Date"
            1,a@x.example,FALSE,TRUE,FALSE,FALSE,2024-05-06
            2,b@x.example,FALSE,FALSE,FALSE,FALSE,2024-05-06
            """",
            "id=1 a@x.example no=email",
            "id=2 b@x.example")
        {
            Tool = "HubSpot", LeftOut = "Create Date",
        },
        new("HubSpot: a view that doesn't tell who unsubscribed makes nobody willing",
            """"
            "Record ID",Email,"Contact owner","Lead Status","Marketing contact status","Create Date"
            1,gone@x.example,,,"Marketing contact",2024-05-06
            2,never@x.example,,,"Non-marketing contact",2024-05-06
            """",
            "id=1 gone@x.example",
            "id=2 never@x.example")
        {
            Tool = "HubSpot", LeftOut = "Contact owner|Create Date",
        },
        new("HubSpot: a no to any of its users' own kinds of mail",
            """"
            "Record ID",Email,"Marketing contact status","Unsubscribed from all email","Opted out of email: Newsletter"
            1,ana@x.example,"Marketing contact",,Yes
            2,bo@x.example,"Marketing contact",No,No
            """",
            "id=1 ana@x.example no=email",
            "id=2 bo@x.example yes=email")
        {
            Tool = "HubSpot",
        },
        new("Brevo: an old double opt-in where nothing tells who unsubscribed since",
            """"
            EMAIL;SMS;DOUBLE_OPT-IN;ADDED_TIME;MODIFIED_TIME
            gone@x.example;33612345678;Yes;06-05-2024 07:08:09;06-05-2024 07:08:09
            """",
            "gone@x.example +33612345678")
        {
            Tool = "Brevo", LeftOut = "ADDED_TIME|MODIFIED_TIME",
        },
        new("Customer.io: somebody left a topic",
            """"
            id,email,cio_id,unsubscribed,cio_subscription_preferences
            17,ana@x.example,0b1c,false,"{""topics"":{""topic_1"":false,""topic_2"":true}}"
            18,bo@x.example,0b1d,false,"{""topics"":{""topic_1"":true}}"
            """",
            "id=17 ana@x.example",
            "id=18 bo@x.example yes=email")
        {
            Tool = "Customer.io",
        },
        new("Klaviyo: profiles",
            """"
            Email,Klaviyo ID,First Name,Last Name,Organization,Phone Number,City,State / Region,Country,Zip Code,Latitude,Longitude,Source,Email Marketing Consent,Email Marketing Consent Timestamp,SMS Marketing Consent,Email Suppressions,Profile Created On,Locale,Timezone
            ana@x.example,01HXA,Ana,P,,+15125550143,Austin,Texas,United States,01234,30.27,-97.74,Form,SUBSCRIBED,2024-05-06 07:08:09,SUBSCRIBED,,2024-01-01,en-US,America/Chicago
            bo@x.example,01HXB,Bo,,,,,,,,,,Form,UNSUBSCRIBED,2024-05-06 07:08:09,NEVER_SUBSCRIBED,,2024-01-01,,
            cy@x.example,01HXC,Cy,,,,,,,,,,Form,SUBSCRIBED,2024-05-06 07:08:09,,HARD_BOUNCE,2024-01-01,,
            di@x.example,01HXD,Di,,,,,,,,,,Form,NEVER_SUBSCRIBED,,,[],2024-01-01,,
            """",
            "id=01HXA ana@x.example +15125550143 name=Ana P zone=America/Chicago city=Austin country=US language=en-US at=30.27,-97.74 yes=email,sms custom.source='Form' custom.state='Texas' custom.zip_code='01234'",
            "id=01HXB bo@x.example name=Bo no=email custom.source='Form'",
            "id=01HXC cy@x.example name=Cy no=email custom.source='Form'",
            "id=01HXD di@x.example name=Di custom.source='Form'")
        {
            Tool = "Klaviyo", NewFields = "source:text|state:text|zip_code:text", LeftOut = "Email Marketing Consent Timestamp|Profile Created On",
        },
        new("Shopify: customers",
            """"
            Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,Default Address City,Default Address Province Code,Default Address Country Code,Default Address Zip,Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags
            '6940095564,Ana,P,ana@x.example,yes,,1 Main St,Austin,TX,US,'78701,'+15125550143,,no,19.90,1,,no,"wholesale, VIP"
            '6940095565,Bo,,bo@x.example,no,,,,,US,,,'+15125550144,yes,0.00,0,,no,
            '6940095566,,,,no,,,,,,,,,no,0.00,0,,no,
            """",
            "id=6940095564 ana@x.example +15125550143 name=Ana P city=Austin country=US tags=wholesale;VIP yes=email no=sms custom.default_address_address1='1 Main St' custom.default_address_province_code='TX' custom.default_address_zip='78701' custom.total_orders=1 custom.total_spent=19.9",
            "id=6940095565 bo@x.example +15125550144 name=Bo country=US yes=sms no=email custom.total_orders=0 custom.total_spent=0",
            "id=6940095566 no=email,sms custom.total_orders=0 custom.total_spent=0")
        {
            Tool = "Shopify", NewFields = "default_address_address1:text|default_address_province_code:text|default_address_zip:text|total_orders:number|total_spent:number", LeftOut = "Tax Exempt",
        },
        new("Shopify: customers, as it was before SMS",
            """"
            First Name,Last Name,Email,Company,Address1,Address2,City,Province,Province Code,Country,Country Code,Zip,Phone,Accepts Marketing,Total Spent,Total Orders,Tags,Note,Tax Exempt
            Ana,P,ana@x.example,Acme,,,Toronto,Ontario,ON,Canada,CA,,+14165550143,yes,10.00,2,,,no
            """",
            "ana@x.example +14165550143 name=Ana P city=Toronto country=CA yes=email custom.company='Acme' custom.province_code='ON' custom.total_orders=2 custom.total_spent=10")
        {
            Tool = "Shopify", NewFields = "company:text|province_code:text|total_orders:number|total_spent:number", LeftOut = "Province|Country|Tax Exempt",
        },
        new("Brevo: contacts",
            """"
            CONTACT ID;EMAIL;LASTNAME;FIRSTNAME;SMS;WHATSAPP;EXT_ID;DOUBLE_OPT-IN;SUBSCRIBED_SHOP;EMAIL_BLACKLISTED;SMS_BLACKLISTED;ADDED_TIME;MODIFIED_TIME
            1;ana@x.example;P;Ana;34600123456;;c-17;Yes;;No;No;06-05-2024 07:08:09;06-05-2024 07:08:09
            2;bo@x.example;;Bo;;;;Yes;;Yes;No;06-05-2024 07:08:09;06-05-2024 07:08:09
            """",
            "id=c-17 ana@x.example +34600123456 name=Ana P yes=email",
            "id=2 bo@x.example name=Bo no=email")
        {
            Tool = "Brevo", LeftOut = "ADDED_TIME|MODIFIED_TIME",
        },
        new("Customer.io: people",
            """"
            id,email,cio_id,created_at,unsubscribed,first_name,phone,timezone,plan,_last_emailed
            17,ana@x.example,0b1c,1714979289,false,Ana,+34600123456,Europe/Madrid,gold,1714979289
            18,bo@x.example,0b1d,1714979289,true,Bo,,,free,
            19,cy@x.example,0b1e,1714979289,,Cy,,,,
            """",
            "id=17 ana@x.example +34600123456 name=Ana zone=Europe/Madrid yes=email custom.plan='gold'",
            "id=18 bo@x.example name=Bo no=email custom.plan='free'",
            "id=19 cy@x.example name=Cy")
        {
            Tool = "Customer.io", NewFields = "plan:text", LeftOut = "created_at|_last_emailed",
        },
        new("an export that is mapped otherwise: the sender knows better",
            """"
            "Email Address",MEMBER_RATING,OPTIN_TIME,LEID,EUID,NOTES
            ana@x.example,2,"2024-01-02 03:04:05",123,abc,call her
            """",
            "id=123 ana@x.example yes=email custom.rating=2")
        {
            Tool = "Mailchimp", Map = "MEMBER_RATING:custom.rating|LEID:external_id|NOTES:-", NewFields = "rating:number", LeftOut = "EUID|NOTES",
        },
    ];
}
