{
 "body": [
  {
   "_embedded": {
    "up": [
     {
      "author": 1,
      "id": 11,
      "type": "post"
     }
    ]
   },
   "_links": {
    "self": [
     {
      "href": "https://low-water.example/wp-json/wp/v2/comments/110"
     }
    ],
    "up": [
     {
      "embeddable": true,
      "post_type": "post"
     }
    ]
   },
   "author": 0,
   "author_avatar_urls": {
    "24": "https://secure.gravatar.com/avatar/fa7adbe7873e6438fb6d39f176bda3a8?s=24"
   },
   "author_name": "Sluice &amp; Son",
   "author_url": "",
   "content": {
    "rendered": "<p>Two names <strong>here</strong></p>\n"
   },
   "date": "2019-06-01T10:55:00",
   "date_gmt": "2019-06-01T08:55:00",
   "id": 110,
   "link": "https://low-water.example/2019/05/the-lock-keepers-list/#comment-110",
   "parent": 0,
   "post": 11,
   "status": "approved",
   "type": "comment"
  },
  {
   "_embedded": {
    "up": [
     {
      "author": 1,
      "id": 11,
      "type": "post"
     }
    ]
   },
   "_links": {
    "self": [
     {
      "href": "https://low-water.example/wp-json/wp/v2/comments/109"
     }
    ],
    "up": [
     {
      "embeddable": true,
      "post_type": "post"
     }
    ]
   },
   "author": 0,
   "author_avatar_urls": {
    "24": "https://secure.gravatar.com/avatar/97c620863f1f0347919f7c8b8044ca9c?s=24"
   },
   "author_name": "Old Hand",
   "author_url": "",
   "content": {
    "rendered": "<p>An answer to one that was taken down</p>\n"
   },
   "date": "2019-06-01T10:54:00",
   "date_gmt": "2019-06-01T08:54:00",
   "id": 109,
   "link": "https://low-water.example/2019/05/the-lock-keepers-list/#comment-109",
   "parent": 99,
   "post": 11,
   "status": "approved",
   "type": "comment"
  },
  {
   "_embedded": {
    "up": [
     {
      "author": 1,
      "id": 11,
      "type": "post"
     }
    ]
   },
   "_links": {
    "self": [
     {
      "href": "https://low-water.example/wp-json/wp/v2/comments/104"
     }
    ],
    "up": [
     {
      "embeddable": true,
      "post_type": "post"
     }
    ]
   },
   "author": 3,
   "author_avatar_urls": {
    "24": "https://secure.gravatar.com/avatar/42243932744a55f2e3eb5728d10872b2?s=24"
   },
   "author_name": "Ines Halm",
   "author_url": "",
   "content": {
    "rendered": "<p>See <a href=\"https://larch.example/page\" rel=\"nofollow ugc\">https://larch.example/page</a>, please</p>\n"
   },
   "date": "2019-06-01T10:49:00",
   "date_gmt": "2019-06-01T08:49:00",
   "id": 104,
   "link": "https://low-water.example/2019/05/the-lock-keepers-list/#comment-104",
   "parent": 103,
   "post": 11,
   "status": "approved",
   "type": "comment"
  },
  {
   "_embedded": {
    "up": [
     {
      "author": 1,
      "id": 11,
      "type": "post"
     }
    ]
   },
   "_links": {
    "self": [
     {
      "href": "https://low-water.example/wp-json/wp/v2/comments/103"
     }
    ],
    "up": [
     {
      "embeddable": true,
      "post_type": "post"
     }
    ]
   },
   "author": 0,
   "author_avatar_urls": {
    "24": "https://secure.gravatar.com/avatar/c2d60b7353a9b09503992b15076b6fe1?s=24"
   },
   "author_name": "",
   "author_url": "",
   "content": {
    "rendered": "<p>Larch lasts longer.</p>\n"
   },
   "date": "2019-06-01T10:48:00",
   "date_gmt": "2019-06-01T08:48:00",
   "id": 103,
   "link": "https://low-water.example/2019/05/the-lock-keepers-list/#comment-103",
   "parent": 102,
   "post": 11,
   "status": "approved",
   "type": "comment"
  },
  {
   "_embedded": {
    "up": [
     {
      "author": 1,
      "id": 11,
      "type": "post"
     }
    ]
   },
   "_links": {
    "self": [
     {
      "href": "https://low-water.example/wp-json/wp/v2/comments/102"
     }
    ],
    "up": [
     {
      "embeddable": true,
      "post_type": "post"
     }
    ]
   },
   "author": 1,
   "author_avatar_urls": {
    "24": "https://secure.gravatar.com/avatar/57d7dba5277674916b50cb201a1e6572?s=24"
   },
   "author_name": "Mara Quill",
   "author_url": "",
   "content": {
    "rendered": "<p>Oak, yes.</p>\n"
   },
   "date": "2019-06-01T10:47:00",
   "date_gmt": "2019-06-01T08:47:00",
   "id": 102,
   "link": "https://low-water.example/2019/05/the-lock-keepers-list/#comment-102",
   "parent": 101,
   "post": 11,
   "status": "approved",
   "type": "comment"
  },
  {
   "_embedded": {
    "up": [
     {
      "author": 1,
      "id": 11,
      "type": "post"
     }
    ]
   },
   "_links": {
    "self": [
     {
      "href": "https://low-water.example/wp-json/wp/v2/comments/101"
     }
    ],
    "up": [
     {
      "embeddable": true,
      "post_type": "post"
     }
    ]
   },
   "author": 0,
   "author_avatar_urls": {
    "24": "https://secure.gravatar.com/avatar/8dce22196391f1a0cfa6e6c42666e70e?s=24"
   },
   "author_name": "Ole Brandt",
   "author_url": "https://brandt.example/boats",
   "content": {
    "rendered": "<p>Is the beam oak?</p>\n<p>Mine was larch.</p>\n"
   },
   "date": "2019-06-01T10:46:00",
   "date_gmt": "2019-06-01T08:46:00",
   "id": 101,
   "link": "https://low-water.example/2019/05/the-lock-keepers-list/#comment-101",
   "parent": 0,
   "post": 11,
   "status": "approved",
   "type": "comment"
  }
 ],
 "headers": {
  "X-WP-Total": "6",
  "X-WP-TotalPages": "1"
 },
 "status": 200
}
