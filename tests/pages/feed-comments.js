// API callback
kahn.showComments({
 "version": "1.0",
 "encoding": "UTF-8",
 "feed": {
  "xmlns": "http://www.w3.org/2005/Atom",
  "xmlns$thr": "http://purl.org/syndication/thread/1.0",
  "id": {
   "$t": "tag:blogger.com,1999:blog-9001.post7001..comments"
  },
  "updated": {
   "$t": "2016-05-07T07:23:01.723+02:00"
  },
  "title": {
   "type": "text",
   "$t": "Kommentare zu Kahnstation: Der alte Kahn"
  },
  "link": [
   {
    "rel": "http://schemas.google.com/g/2005#feed",
    "type": "application/atom+xml",
    "href": "http://kahnstation.blogspot.com/feeds/comments/default"
   },
   {
    "rel": "self",
    "type": "application/atom+xml",
    "href": "http://www.blogger.com/feeds/9001/7001/comments/default"
   },
   {
    "rel": "alternate",
    "type": "text/html",
    "href": "http://kahnstation.blogspot.com/2016/05/der-alte-kahn.html"
   }
  ],
  "author": [
   {
    "name": {
     "$t": "Ruderblatt"
    },
    "uri": {
     "$t": "http://www.blogger.com/profile/0001"
    },
    "email": {
     "$t": "noreply@blogger.com"
    }
   }
  ],
  "generator": {
   "version": "7.00",
   "uri": "http://www.blogger.com",
   "$t": "Blogger"
  },
  "openSearch$totalResults": {
   "$t": "9"
  },
  "openSearch$startIndex": {
   "$t": "1"
  },
  "openSearch$itemsPerPage": {
   "$t": "25"
  },
  "entry": [
   {
    "id": {
     "$t": "tag:blogger.com,1999:blog-9001.post-107"
    },
    "published": {
     "$t": "2016-05-06T23:26:40.000+02:00"
    },
    "updated": {
     "$t": "2016-05-06T23:26:40.000+02:00"
    },
    "title": {
     "type": "text",
     "$t": "Dieser Kommentar wurde..."
    },
    "content": {
     "type": "html",
     "$t": "Dieser Kommentar wurde von einem Blog-Administrator entfernt."
    },
    "link": [
     {
      "rel": "edit",
      "type": "application/atom+xml",
      "href": "http://www.blogger.com/feeds/9001/7001/comments/default/107"
     },
     {
      "rel": "self",
      "type": "application/atom+xml",
      "href": "http://www.blogger.com/feeds/9001/7001/comments/default/107"
     },
     {
      "rel": "alternate",
      "type": "text/html",
      "href": "http://kahnstation.blogspot.com/2016/05/der-alte-kahn.html?showComment=1462570000000#c107",
      "title": ""
     }
    ],
    "author": [
     {
      "name": {
       "$t": "Uferwart"
      },
      "uri": {
       "$t": "https://www.blogger.com/profile/0042"
      },
      "email": {
       "$t": "noreply@blogger.com"
      }
     }
    ],
    "thr$in-reply-to": {
     "href": "http://kahnstation.blogspot.com/2016/05/der-alte-kahn.html",
     "ref": "tag:blogger.com,1999:blog-9001.post-7001",
     "type": "text/html"
    },
    "gd$extendedProperty": [
     {
      "name": "blogger.contentRemoved",
      "value": "true"
     },
     {
      "name": "blogger.itemClass",
      "value": "pid-11"
     }
    ]
   },
   {
    "id": {
     "$t": "tag:blogger.com,1999:blog-9001.post-103"
    },
    "published": {
     "$t": "2016-05-06T21:30:00.000+02:00"
    },
    "updated": {
     "$t": "2016-05-06T21:30:00.000+02:00"
    },
    "title": {
     "type": "text",
     "$t": "test"
    },
    "content": {
     "type": "html",
     "$t": "test"
    },
    "link": [
     {
      "rel": "edit",
      "type": "application/atom+xml",
      "href": "http://www.blogger.com/feeds/9001/7001/comments/default/103"
     },
     {
      "rel": "self",
      "type": "application/atom+xml",
      "href": "http://www.blogger.com/feeds/9001/7001/comments/default/103"
     },
     {
      "rel": "alternate",
      "type": "text/html",
      "href": "http://kahnstation.blogspot.com/2016/05/der-alte-kahn.html?showComment=1462563000000#c103",
      "title": ""
     },
     {
      "rel": "related",
      "type": "application/atom+xml",
      "href": "http://www.blogger.com/feeds/9001/7001/comments/default/101?v=2",
      "title": ""
     }
    ],
    "author": [
     {
      "name": {
       "$t": "Anonym"
      },
      "email": {
       "$t": "noreply@blogger.com"
      },
      "gd$image": {
       "rel": "http://schemas.google.com/g/2005#thumbnail",
       "width": "16",
       "height": "16",
       "src": "https://img1.blogblog.com/img/blank.gif"
      }
     }
    ],
    "thr$in-reply-to": {
     "href": "http://kahnstation.blogspot.com/2016/05/der-alte-kahn.html",
     "ref": "tag:blogger.com,1999:blog-9001.post-7001",
     "type": "text/html"
    }
   },
   {
    "id": {
     "$t": "tag:blogger.com,1999:blog-9001.post-102"
    },
    "published": {
     "$t": "2016-05-06T21:30:00.000+02:00"
    },
    "title": {
     "type": "text",
     "$t": "Dann mit Winde."
    },
    "content": {
     "type": "html",
     "$t": "Dann mit Winde."
    },
    "link": [
     {
      "rel": "alternate",
      "type": "text/html",
      "href": "http://kahnstation.blogspot.com/2016/05/der-alte-kahn.html?showComment=1462563000000#c102"
     },
     {
      "rel": "related",
      "href": "http://www.blogger.com/feeds/9001/7001/comments/default/101?v=2"
     }
    ],
    "author": [
     {
      "name": {
       "$t": "Ruderblatt"
      },
      "uri": {
       "$t": "https://www.blogger.com/profile/0001"
      }
     }
    ],
    "thr$in-reply-to": {
     "ref": "tag:blogger.com,1999:blog-9001.post-7001"
    }
   },
   {
    "id": {
     "$t": "tag:blogger.com,1999:blog-9001.post-105"
    },
    "published": {
     "$t": "2016-05-06T22:03:20.999+02:00"
    },
    "title": {
     "type": "text",
     "$t": "Steht bei mir"
    },
    "content": {
     "type": "html",
     "$t": "Steht bei mir: <a href=\"http://steg.example/liste\" rel=\"nofollow\">Liste</a>"
    },
    "author": [
     {
      "name": {
       "$t": "Stegmeister"
      },
      "uri": {
       "$t": "http://steg.example/"
      }
     }
    ],
    "thr$in-reply-to": {
     "ref": "tag:blogger.com,1999:blog-9001.post-7001"
    }
   },
   {
    "id": {
     "$t": "tag:blogger.com,1999:blog-9001.post-101"
    },
    "published": {
     "$t": "2016-05-06T21:22:05.123+02:00"
    },
    "title": {
     "type": "text",
     "$t": "Ich nicht."
    },
    "content": {
     "type": "html",
     "$t": "Ich nicht.<br /><br />Mein R\u00fccken &lt;3"
    },
    "author": [
     {
      "name": {
       "$t": "Uferwart"
      },
      "uri": {
       "$t": "https://www.blogger.com/profile/0042"
      }
     }
    ],
    "thr$in-reply-to": {
     "ref": "tag:blogger.com,1999:blog-9001.post-7001"
    }
   }
  ]
 }
});
