// API callback
listPosts({
 "version": "1.0",
 "encoding": "UTF-8",
 "feed": {
  "xmlns": "http://www.w3.org/2005/Atom",
  "xmlns$thr": "http://purl.org/syndication/thread/1.0",
  "id": {
   "$t": "tag:blogger.com,1999:blog-9001"
  },
  "updated": {
   "$t": "2016-06-01T10:00:00.000+02:00"
  },
  "category": [
   {
    "term": "Boote"
   }
  ],
  "title": {
   "type": "text",
   "$t": "Kahnstation"
  },
  "link": [
   {
    "rel": "http://schemas.google.com/g/2005#feed",
    "type": "application/atom+xml",
    "href": "http://kahnstation.blogspot.com/feeds/posts/default"
   },
   {
    "rel": "self",
    "type": "application/atom+xml",
    "href": "http://www.blogger.com/feeds/9001/posts/default"
   },
   {
    "rel": "alternate",
    "type": "text/html",
    "href": "http://kahnstation.blogspot.com/"
   },
   {
    "rel": "next",
    "type": "application/atom+xml",
    "href": "http://www.blogger.com/feeds/9001/posts/default?start-index=4&max-results=3"
   }
  ],
  "author": [
   {
    "name": {
     "$t": "Ruderblatt"
    },
    "uri": {
     "$t": "https://www.blogger.com/profile/0001"
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
   "$t": "51"
  },
  "openSearch$startIndex": {
   "$t": "1"
  },
  "openSearch$itemsPerPage": {
   "$t": "3"
  },
  "entry": [
   {
    "id": {
     "$t": "tag:blogger.com,1999:blog-9001.post-7001"
    },
    "published": {
     "$t": "2016-05-06T19:00:00.001+02:00"
    },
    "updated": {
     "$t": "2016-05-07T00:00:00.000+02:00"
    },
    "category": [
     {
      "scheme": "http://www.blogger.com/atom/ns#",
      "term": "Boote"
     },
     {
      "scheme": "http://www.blogger.com/atom/ns#",
      "term": "Am Ufer"
     },
     {
      "scheme": "http://elsewhere.example/#",
      "term": "not a label"
     }
    ],
    "title": {
     "type": "text",
     "$t": "Der alte Kahn"
    },
    "content": {
     "type": "html",
     "$t": "<p>Er liegt noch <b>immer</b> am Steg.</p>"
    },
    "link": [
     {
      "rel": "replies",
      "type": "application/atom+xml",
      "href": "http://kahnstation.blogspot.com/feeds/7001/comments/default"
     },
     {
      "rel": "replies",
      "type": "text/html",
      "href": "http://kahnstation.blogspot.com/2016/05/der-alte-kahn.html#comment-form",
      "title": "9 Kommentare"
     },
     {
      "rel": "alternate",
      "type": "text/html",
      "href": "http://kahnstation.blogspot.com/2016/05/der-alte-kahn.html",
      "title": "Der alte Kahn"
     }
    ],
    "author": [
     {
      "name": {
       "$t": "Ruderblatt"
      },
      "uri": {
       "$t": "https://www.blogger.com/profile/0001"
      },
      "email": {
       "$t": "noreply@blogger.com"
      }
     }
    ],
    "thr$total": {
     "$t": "9"
    }
   },
   {
    "id": {
     "$t": "tag:blogger.com,1999:blog-9001.post-7003"
    },
    "published": {
     "$t": "2016-05-01T08:00:00+02:00"
    },
    "updated": {
     "$t": "2016-05-01T08:00:00+02:00"
    },
    "title": {
     "type": "text"
    },
    "summary": {
     "type": "text",
     "$t": "Only the beginning of it"
    },
    "link": [
     {
      "rel": "alternate",
      "type": "text/html",
      "href": "http://kahnstation.blogspot.com/2016/05/blog-post.html"
     }
    ],
    "author": [
     {
      "name": {
       "$t": "Ruderblatt"
      }
     }
    ]
   },
   {
    "id": {
     "$t": "tag:blogger.com,1999:blog-9001.post-7004"
    },
    "app$control": {
     "app$draft": {
      "$t": "yes"
     }
    },
    "published": {
     "$t": "2016-05-01T07:00:00+02:00"
    },
    "title": {
     "type": "text",
     "$t": "Not yet"
    },
    "content": {
     "type": "html",
     "$t": "never published"
    }
   }
  ]
 }
});
